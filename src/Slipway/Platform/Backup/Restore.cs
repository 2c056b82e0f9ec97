using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using Slipway.Platform.Following;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Backup;

/// <summary>Puts a backup where nothing is, or in the place of what is there, which is kept first. Killed at any moment, it leaves what was there.</summary>
internal sealed class Restore(DatabasePlace place, RestoreAsked asked, Action<string, long> copied)
{
    private const string KeptName = "slipway-before-restore";

    public async Task<RestoreDone> RunAsync(CancellationToken cancellation)
    {
        using var alone = place.IsSqlite ? DataFolderLock.TryTake(place) ?? throw new UnusableInputException($"a Slipway server is running on {place}; stop it first.") : null;
        if (place.IsSqlite)
            FollowFolder.RefuseCopy(place);
        var holds = place.IsSqlite ? HoldsFile() : await PostgresCopy.LookAsync(place, cancellation);
        if (holds && !asked.Replace)
            throw new UnusableInputException($"{place} holds data; restore into an empty place, or with --replace, which keeps them first.");

        using var scratch = ScratchFolder.Beside(place.IsSqlite ? place.DatabaseFile : (asked.Keep ?? asked.File) + ".restoring");
        var before = await BackupReader.OpenAsync(asked.File, scratch, cancellation);
        if (!before.Ok && !asked.EvenIfBroken)
            throw new UnusableInputException($"the journal in {asked.File} is broken: {before.Fault!.Message}. Take another backup, or restore it all the same with --even-if-broken.");
        var kept = holds ? await KeepAsync(cancellation) : null;
        if (place.IsSqlite)
            PutInPlace(scratch);
        else
            await PostgresCopy.FromFileAsync(scratch.Place, place, kept is null ? [] : TablesOf(kept.File), copied, cancellation);
        return new(before, (await BackupReader.VerifyAsync(place, cancellation))!, kept);
    }

    private bool HoldsFile() => new FileInfo(place.DatabaseFile) is { Exists: true, Length: > 0 };

    private async Task<BackupMade> KeepAsync(CancellationToken cancellation)
    {
        var name = $"{KeptName}-{InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff").Format(SystemClock.Instance.GetCurrentInstant())}";
        var folder = place.DataFolder ?? Path.GetDirectoryName(Path.GetFullPath(asked.File))!;
        ScratchFolder.ForgetThoseOfTheDead(folder, KeptName + "-*.db");
        if (place.IsSqlite && SqliteFile.Damage(place.DatabaseFile) is not null)
            return KeepDamaged(Path.Combine(folder, name + "-damaged"));
        return await BackupWriter.WriteAsync(place, asked.Keep ?? Path.Combine(folder, name + ".db"), overwrite: false, copied, cancellation);
    }

    /// <summary>What SQLite cannot read is kept as it lies there, for whoever can.</summary>
    private BackupMade KeepDamaged(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(place.DataFolder!, DatabasePlace.FileName + "*"))
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
        var kept = Path.Combine(folder, DatabasePlace.FileName);
        return new(kept, new FileInfo(kept).Length, null);
    }

    private void PutInPlace(ScratchFolder scratch)
    {
        // What stands in the old one's write-ahead file must never be played into the new one.
        if (File.Exists(place.DatabaseFile))
            SealOld();
        File.Delete(place.DatabaseFile + "-wal");
        File.Delete(place.DatabaseFile + "-shm");
        DatabaseCopy.Publish(scratch, place.DatabaseFile);
        MovedMark.Remove(place);
    }

    private void SealOld()
    {
        try
        {
            SqliteFile.Seal(place.DatabaseFile);
        }
        catch (Exception open) when (open is SqliteException or IOException)
        {
            throw new UnusableInputException($"{place.DatabaseFile} is open in another program ({open.Message}); end it first. Nothing was changed.", open);
        }
    }

    private static IReadOnlyCollection<string> TablesOf(string kept)
    {
        using var sqlite = SqliteFile.Open(kept, SqliteOpenMode.ReadOnly);
        return TableShape.Names(sqlite);
    }
}

/// <param name="File">The backup.</param>
/// <param name="Replace">Whether what is there may be replaced.</param>
/// <param name="Keep">Where to keep that; null for a name of its own in the data folder, with PostgreSQL beside the backup.</param>
/// <param name="EvenIfBroken">Whether a backup whose journal is broken is good enough.</param>
internal sealed record RestoreAsked(string File, bool Replace, string? Keep, bool EvenIfBroken);

/// <param name="Before">The journal in the backup.</param>
/// <param name="After">The journal where it was put.</param>
/// <param name="Kept">What was there.</param>
internal sealed record RestoreDone(JournalVerdict Before, JournalVerdict After, BackupMade? Kept)
{
    public bool Same => Before.Head == After.Head;
}
