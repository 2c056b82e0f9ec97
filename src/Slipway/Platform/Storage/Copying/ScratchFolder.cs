namespace Slipway.Platform.Storage.Copying;

/// <summary>
/// Where a database is put together before it is given its place by a rename, so beside that place. Named after it: what a
/// killed process left there is thrown away by the next.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string folder;
    private readonly DataFolderLock held;

    private ScratchFolder(string folder, DataFolderLock held) => (this.folder, this.held) = (folder, held);

    /// <summary>A data folder of its own, for everything that works on one.</summary>
    public DatabasePlace Place => DatabasePlace.Folder(folder);

    public string DatabaseFile => Place.DatabaseFile;

    /// <summary>Beside a file that is to be.</summary>
    public static ScratchFolder Beside(string file)
    {
        var folder = Path.GetFullPath(file) + ".partial";
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OnlyOwner);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"cannot write {file}: {wrong.Message}.", wrong);
        }
        var held = DataFolderLock.TryTake(DatabasePlace.Folder(folder))
            ?? throw new UnusableInputException($"another Slipway is writing {file} at this moment; wait for it.");
        foreach (var left in Directory.EnumerateFiles(folder, DatabasePlace.FileName + "*"))
            File.Delete(left);
        return new(folder, held);
    }

    /// <summary>Throws away what killed processes left in a folder under names that nobody asks for again.</summary>
    public static void ForgetThoseOfTheDead(string folder, string names)
    {
        foreach (var left in Directory.EnumerateDirectories(folder, names + ".partial").ToList())
        {
            using var dead = DataFolderLock.TryTake(DatabasePlace.Folder(left));
            if (dead is not null)
                Directory.Delete(left, recursive: true);
        }
    }

    public void Dispose()
    {
        SqliteFile.ForgetConnections();
        try
        {
            foreach (var left in Directory.EnumerateFiles(folder, DatabasePlace.FileName + "*"))
                File.Delete(left);
            held.Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // A stick that was pulled out: the next one throws it away.
        }
        finally
        {
            held.Dispose();
        }
    }
}
