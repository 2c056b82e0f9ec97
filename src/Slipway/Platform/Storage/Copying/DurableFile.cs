using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Platform.Storage.Copying;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
internal static class DurableFile
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>An empty file that nobody but its owner may read: what is written into it holds secrets.</summary>
    public static void CreateForOwner(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OnlyOwner;
        using var _ = new FileStream(file, options);
    }

    /// <summary>A text that is on the disk when this returns.</summary>
    public static void WriteText(string file, string text)
    {
        File.WriteAllText(file + ".new", text);
        Publish(file + ".new", file);
    }

    /// <summary>Puts a finished file in its place, over what was there.</summary>
    public static void Publish(string finished, string place)
    {
        using (var handle = File.OpenHandle(finished, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(handle);
        File.Move(finished, place, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(place))!);
    }

    /// <summary>A new name is on the disk only when its folder is. Some file systems of sticks and shares cannot be asked; they write in their own time.</summary>
    private static void FlushFolder(string folder)
    {
        // Windows writes names through its own journal.
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], 0);
        if (handle < 0)
            return;
        _ = Flush(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
