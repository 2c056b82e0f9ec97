namespace Slipway.Platform.Storage;

/// <summary>
/// Held by the one server that works on a data folder. The operating system releases it when the process ends in any way,
/// also by SIGKILL. Commands that only read, or add a row, do not take it.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    public static DataFolderLock Take(DatabasePlace place) => TryTake(place) ?? throw new UnusableInputException(
        $"another Slipway server is running on {place.DataFolder}; stop it, or start this one on another folder with --data.");

    /// <summary>Null when another process holds it.</summary>
    public static DataFolderLock? TryTake(DatabasePlace place)
    {
        var folder = place.DataFolder ?? throw new InvalidOperationException("PostgreSQL needs no lock: many nodes may serve it.");
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(Path.Combine(folder, "slipway.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (IsHeld(held))
        {
            return null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"cannot write in the data folder {folder}: {wrong.Message} Name another one with --data.", wrong);
        }
    }

    /// <summary>By the system's own number: EAGAIN on Linux, EWOULDBLOCK on macOS, a violation of sharing or of a lock on Windows. A full or read-only disk has others.</summary>
    private static bool IsHeld(IOException refused) => OperatingSystem.IsWindows()
        ? (refused.HResult & 0xffff) is 32 or 33
        : refused.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    public void Dispose() => file.Dispose();
}
