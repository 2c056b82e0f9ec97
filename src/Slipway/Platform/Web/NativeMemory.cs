using System.Runtime.InteropServices;

namespace Slipway.Platform.Web;

/// <summary>What the compiler and SQLite had allocated for the start: the C library keeps it for the next one who asks.</summary>
internal static class NativeMemory
{
    /// <summary>Gives it back to the machine, where the C library is one that can.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nint left);
}
