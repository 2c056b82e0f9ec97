using System.Collections.Concurrent;

namespace Slipway.Features.Cutover.Automation;

/// <summary>
/// An empty working folder for each program whose plan names none. One that was left empty serves the next program:
/// making and removing a folder costs the disk as much as starting a small program does.
/// </summary>
public sealed class EmptyFolders : IDisposable
{
    /// <summary>As many as one run's programs have at once.</summary>
    private const int MostKept = WorkSession.MostAtOnce;

    private readonly ConcurrentBag<string> kept = [];

    public string Take() => kept.TryTake(out var folder) && Directory.Exists(folder) ? folder : Directory.CreateTempSubdirectory("slipway-work-").FullName;

    /// <summary>Keeps a folder for the next program, or removes it with all that is in it.</summary>
    /// <param name="folder">One that was taken.</param>
    /// <param name="isFree">Whether nobody can write there any more.</param>
    public void GiveBack(string folder, bool isFree)
    {
        if (isFree && kept.Count < MostKept && IsEmpty(folder))
            kept.Add(folder);
        else
            Remove(folder);
    }

    public void Dispose()
    {
        while (kept.TryTake(out var folder))
            Remove(folder);
    }

    private static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A child of the program still writes there; the system's own cleaning takes it.
        }
    }
}
