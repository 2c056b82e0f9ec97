using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Storage;

/// <summary>
/// Brings the database to this version. An older one is copied first, a newer one is refused. Whoever calls it on SQLite
/// holds the <see cref="DataFolderLock"/>.
/// </summary>
public sealed class DatabaseMigrator(IDbContextFactory<SlipwayDb> databases, DatabasePlace place, IClock clock)
{
    /// <param name="copies">The folder for the copy of an older database; null for the data folder, and none with PostgreSQL.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MigrationOutcome> MigrateAsync(string? copies = null, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = db.Database.GetMigrations().ToList();
        var applied = await AppliedAsync(db, cancellation);
        if (applied.Except(known).FirstOrDefault() is { } newer)
            throw new UnusableInputException(
                $"the data in {place} were last used by a newer Slipway (they know {newer}); use that version or a newer one, or another data folder.");
        if (applied.Count == known.Count)
            return new(applied.Count, 0, null);

        // Of several nodes that start at once one migrates, and the others find it done.
        await using var alone = place.IsSqlite ? null : await AloneAsync(cancellation);
        if (alone is not null && (applied = await AppliedAsync(db, cancellation)).Count == known.Count)
            return new(applied.Count, 0, null);
        var backup = applied.Count > 0 && (copies ?? place.DataFolder) is { } folder ? await BackUpAsync(folder, applied[^1], cancellation) : null;
        if (place.IsSqlite)
            await ForgetLockOfKilledAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
        return new(applied.Count, known.Count - applied.Count, backup);
    }

    /// <summary>Whether nothing was ever made in the database.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return (await AppliedAsync(db, cancellation)).Count == 0;
    }

    /// <summary>For commands beside a running server: throws unless the database exists and is of this version.</summary>
    public async Task RequireCurrentAsync(CancellationToken cancellation = default)
    {
        if (place.IsSqlite && !File.Exists(place.DatabaseFile))
            throw new UnusableInputException($"there is no {DatabasePlace.FileName} in {place.DataFolder}; start the server on it first, or name another folder with --data.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = db.Database.GetMigrations().ToList();
        var applied = await AppliedAsync(db, cancellation);
        if (!applied.SequenceEqual(known))
            throw new UnusableInputException(
                $"the data in {place} are of {(applied.Except(known).Any() ? "a newer" : "an older")} version of Slipway; start the server of this version on them, or use that version.");
    }

    private async Task<IReadOnlyList<string>> AppliedAsync(SlipwayDb db, CancellationToken cancellation)
    {
        try
        {
            return [.. await db.Database.GetAppliedMigrationsAsync(cancellation)];
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is 26 or 11)
        {
            throw new UnusableInputException($"{place.DatabaseFile} is not a SQLite database, or it is damaged ({broken.Message}); put a backup in its place.", broken);
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SqliteException or IOException)
        {
            throw new UnusableInputException($"cannot open {place}: {unreachable.Message}", unreachable);
        }
    }

    /// <summary>A connection that holds PostgreSQL's lock of this program until it is closed, by its end too.</summary>
    private async Task<NpgsqlConnection> AloneAsync(CancellationToken cancellation)
    {
        // EF's own lock is on a table that an empty database does not have.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(place.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_advisory_lock(hashtext('slipway migration'))";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    private async Task<string> BackUpAsync(string folder, string lastMigration, CancellationToken cancellation)
    {
        var stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Format(clock.GetCurrentInstant());
        var file = Path.Combine(Path.GetFullPath(folder), $"slipway-before-{stamp}-{lastMigration}.db");
        try
        {
            await DatabaseCopy.ToFileAsync(place, file, cancellation);
        }
        catch (UnusableInputException failed)
        {
            throw new UnusableInputException($"the data in {place} are of an older version and were not changed, because they could not be copied first: {failed.Message}", failed);
        }
        return file;
    }

    // EF leaves its lock row behind when a process is killed while it migrates, and would wait for it for ever.
    private static Task<int> ForgetLockOfKilledAsync(SlipwayDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
}

/// <param name="Before">How many migrations the database had.</param>
/// <param name="Added">How many were applied.</param>
/// <param name="Backup">The copy that was made first; null when none was needed, or with PostgreSQL no folder named for it.</param>
public sealed record MigrationOutcome(int Before, int Added, string? Backup);
