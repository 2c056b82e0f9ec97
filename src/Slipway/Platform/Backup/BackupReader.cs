using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Work;

namespace Slipway.Platform.Backup;

/// <summary>Takes a backup out of its file, aside, and brings it to this version: the file stays as it is.</summary>
internal static class BackupReader
{
    /// <returns>What its journal is like.</returns>
    public static async Task<JournalVerdict> OpenAsync(string file, ScratchFolder scratch, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new UnusableInputException($"there is no file {file}.");
        if (SqliteFile.Damage(file) is { } damage)
            throw new UnusableInputException($"{file} is not a backup of Slipway, or it is damaged ({damage}); take another one.");
        var level = SqliteFile.Level(file);
        if (level.Count == 0)
            throw new UnusableInputException($"{file} is a SQLite database, and not one of Slipway.");
        if (level.Except(Known(scratch.Place)).FirstOrDefault() is { } newer)
            throw new UnusableInputException($"{file} was written by a newer Slipway (it knows {newer}); use that version or a newer one.");
        try
        {
            await SqliteFile.CopyAsync(file, scratch.DatabaseFile, SqliteOpenMode.ReadOnly, cancellation);
            await using var storage = new StorageOn(scratch.Place);
            await using var db = storage.Open();
            // Of a database that was copied while it was brought to a newer version; nobody would ever take it away.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await db.Database.MigrateAsync(cancellation);
            // Who did background work when it was copied does none of it here. The epochs stay, so that none comes twice.
            await db.Set<WorkLeaseRecord>().ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, NodaConstants.UnixEpoch), cancellation);
        }
        catch (SqliteException failed)
        {
            throw new UnusableInputException($"cannot take {file} out to {Path.GetDirectoryName(scratch.DatabaseFile)}: {failed.Message}", failed);
        }
        return (await VerifyAsync(scratch.Place, cancellation))!;
    }

    /// <summary>Reads the journal of data of this version; null when they are of another.</summary>
    public static async Task<JournalVerdict?> VerifyAsync(DatabasePlace place, CancellationToken cancellation)
    {
        if (place.IsSqlite && !SqliteFile.Level(place.DatabaseFile).SequenceEqual(Known(place)))
            return null;
        await using var offline = await Offline.OnAsync(place, cancellation);
        return await offline.Get<JournalVerifier>().VerifyAsync(cancellation: cancellation);
    }

    private static IEnumerable<string> Known(DatabasePlace place)
    {
        using var storage = new StorageOn(place);
        using var db = storage.Open();
        return [.. db.Database.GetMigrations().Select(SqliteFile.StepName)];
    }
}
