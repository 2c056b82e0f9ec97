using Slipway.Platform.Following;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Backup;

/// <summary>Takes everything from a data folder to PostgreSQL. The folder's data stay as they are; the folder says where they went.</summary>
internal sealed class Move(DatabasePlace from, DatabasePlace to, Action<string, long> copied)
{
    public async Task<MoveDone> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(from.DatabaseFile))
            throw new UnusableInputException($"there is no {DatabasePlace.FileName} in {from.DataFolder}; name another folder with --data.");
        using var alone = DataFolderLock.TryTake(from) ?? throw new UnusableInputException($"a Slipway server is running on {from}; stop it first.");
        FollowFolder.RefuseCopy(from);
        // A move that was killed may be done again; one that was done may not be done to two places.
        if (MovedMark.Read(from) != to.ToString())
            MovedMark.Refuse(from);
        if (await PostgresCopy.LookAsync(to, cancellation))
            throw new UnusableInputException($"{to} is not empty; name another database.");

        using var scratch = ScratchFolder.Beside(from.DatabaseFile);
        var before = await BackupReader.OpenAsync(from.DatabaseFile, scratch, cancellation);
        MovedMark.Set(from, to);
        try
        {
            await PostgresCopy.FromFileAsync(scratch.Place, to, [], copied, cancellation);
        }
        catch
        {
            // A connection that broke at the last moment may have taken everything over all the same.
            if (await IsEmptyAsync())
                MovedMark.Remove(from);
            throw;
        }
        return new(before, (await BackupReader.VerifyAsync(to, cancellation))!);
    }

    private async Task<bool> IsEmptyAsync()
    {
        try
        {
            return !await PostgresCopy.LookAsync(to, CancellationToken.None);
        }
        catch (UnusableInputException)
        {
            return false;
        }
    }
}

/// <param name="Before">The journal in the folder.</param>
/// <param name="After">The journal in PostgreSQL.</param>
internal sealed record MoveDone(JournalVerdict Before, JournalVerdict After)
{
    /// <summary>Also where the journal was broken before: it is broken in the same way.</summary>
    public bool Same => Before.Head == After.Head && Before.Entries == After.Entries && Before.Fault?.Message == After.Fault?.Message;
}
