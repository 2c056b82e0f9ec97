using System.Globalization;

namespace Slipway.Testing;

/// <summary>How much memory a process has held at most.</summary>
public static class PeakMemory
{
    /// <summary>The kernel's own high-water mark of a process that runs, in megabytes; 0 where there is no kernel that says it.</summary>
    public static long Of(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) >> 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
