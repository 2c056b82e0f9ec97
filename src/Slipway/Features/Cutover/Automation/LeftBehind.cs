using System.Diagnostics;
using System.Text;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// Programs that a server started which was killed: they go on without it, and what they do is not over. On Linux they
/// are found by the key in their environment, which every child of theirs inherits. (Where that cannot be read, on
/// Windows, nothing is found, and the plan's policy decides alone.)
/// </summary>
internal static class LeftBehind
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until none with this key is left on this machine.</summary>
    public static async Task WaitAsync(string key, CancellationToken cancellation)
    {
        while (Find(key).Count > 0)
            await Task.Delay(LookAgain, cancellation);
    }

    /// <summary>Ends those with this key that are left on this machine.</summary>
    public static void Kill(string key)
    {
        foreach (var id in Find(key))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>The numbers of the processes with this key that still run.</summary>
    public static IReadOnlyList<int> Find(string key)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var mark = Encoding.UTF8.GetBytes($"\0SLIPWAY_KEY={key}\0");
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId && Holds(folder, mark))
                found.Add(id);
        }
        return found;
    }

    private static bool Holds(string folder, byte[] mark)
    {
        try
        {
            // One that has ended and was not waited for has an empty environment.
            var environment = File.ReadAllBytes(Path.Combine(folder, "environ"));
            return environment.AsSpan().StartsWith(mark.AsSpan(1)) || environment.AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
