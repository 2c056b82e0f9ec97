using System.Data;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Slipway.Platform.Storage.Copying;

/// <summary>A PostgreSQL database out of a SQLite file, and into one: the file is the one format of backups.</summary>
internal static class PostgresCopy
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string HistoryTable = "\"__EFMigrationsHistory\"";

    /// <summary>Writes all that there is at one moment into a folder's SQLite file, in tables of the same version. Others go on reading and writing.</summary>
    public static async Task ToFileAsync(DatabasePlace from, DatabasePlace to, Action<string, long> copied, CancellationToken cancellation)
    {
        await using var source = DataSource(from);
        await using var postgres = await OpenAsync(source, from, cancellation);
        await using var moment = await postgres.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await RunAsync(postgres, "SET TRANSACTION READ ONLY", cancellation);
        var level = await LevelAsync(postgres, cancellation);
        if (level.Count == 0)
            throw new UnusableInputException($"{from} holds no data of Slipway; nothing to copy.");
        DurableFile.CreateForOwner(to.DatabaseFile);
        await MakeTablesAsync(to, level[^1], cancellation);
        await using var sqlite = SqliteFile.Open(to.DatabaseFile, SqliteOpenMode.ReadWrite);
        await new TableCopy(postgres, sqlite, copied).ToSqliteAsync(cancellation);
    }

    /// <summary>Makes the tables of this version and fills them from a folder's SQLite file of this version: all of it or nothing.</summary>
    /// <param name="replaced">The tables to take away first; empty where the database must be empty.</param>
    public static async Task FromFileAsync(DatabasePlace from, DatabasePlace to, IReadOnlyCollection<string> replaced, Action<string, long> copied, CancellationToken cancellation)
    {
        await using var source = DataSource(to);
        await using var postgres = await OpenAsync(source, to, cancellation);
        try
        {
            await FillAsync(from, to, postgres, replaced, copied, cancellation);
        }
        catch (PostgresException refused)
        {
            throw new UnusableInputException($"{to} refuses it: {refused.MessageText}. Nothing was changed.", refused);
        }
        catch (NpgsqlException broken)
        {
            throw new UnusableInputException($"the connection to {to} broke: {broken.Message}. All of it is there, or nothing; look before you try again.", broken);
        }
    }

    private static async Task FillAsync(
        DatabasePlace from, DatabasePlace to, NpgsqlConnection postgres, IReadOnlyCollection<string> replaced, Action<string, long> copied, CancellationToken cancellation)
    {
        await using var all = await postgres.BeginTransactionAsync(cancellation);
        // A server that starts meanwhile waits, and finds the tables made.
        await RunAsync(postgres, "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(hashtext('slipway migration'))", cancellation);
        await RequireNoServerAsync(postgres, to, cancellation);
        if (replaced.Count > 0)
            await RunAsync(postgres, $"DROP TABLE {string.Join(", ", replaced.Select(TableShape.Quoted).Append(HistoryTable))}", cancellation);
        if (await HoldsAnythingAsync(postgres, cancellation))
            throw new UnusableInputException($"{to} holds tables that are not Slipway's, or came there meanwhile; name an empty database. Nothing was changed.");
        await RunAsync(postgres, Script(to), cancellation);
        await using var sqlite = SqliteFile.Open(from.DatabaseFile, SqliteOpenMode.ReadWrite);
        await new TableCopy(postgres, sqlite, copied).ToPostgresAsync(cancellation);
        await all.CommitAsync(cancellation);
    }

    /// <summary>Throws while a server of Slipway is connected, and where the database cannot be reached.</summary>
    /// <returns>Whether any table is there, whosever it is.</returns>
    public static async Task<bool> LookAsync(DatabasePlace place, CancellationToken cancellation)
    {
        await using var source = DataSource(place);
        await using var postgres = await OpenAsync(source, place, cancellation);
        await RequireNoServerAsync(postgres, place, cancellation);
        return await HoldsAnythingAsync(postgres, cancellation);
    }

    private static NpgsqlDataSource DataSource(DatabasePlace place)
    {
        // A connection of its own, that is closed when it is closed: whoever looks for servers must not find it.
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(place.ConnectionString) { Pooling = false }.ConnectionString);
        builder.UseNodaTime();
        return builder.Build();
    }

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, DatabasePlace place, CancellationToken cancellation)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException unreachable)
        {
            throw new UnusableInputException($"cannot open {place}: {unreachable.Message}", unreachable);
        }
    }

    private static async Task<IReadOnlyList<string>> LevelAsync(NpgsqlConnection postgres, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        command.CommandText = $"SELECT to_regclass('{HistoryTable}') IS NOT NULL";
        if (await command.ExecuteScalarAsync(cancellation) is false)
            return [];
        command.CommandText = $"SELECT \"MigrationId\" FROM {HistoryTable} ORDER BY 1";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var level = new List<string>();
        while (await reader.ReadAsync(cancellation))
            level.Add(SqliteFile.StepName(reader.GetString(0)));
        return level;
    }

    private static async Task MakeTablesAsync(DatabasePlace place, string level, CancellationToken cancellation)
    {
        await using var storage = new StorageOn(place);
        await using var db = storage.Open();
        if (!db.Database.GetMigrations().Any(migration => SqliteFile.StepName(migration) == level))
            throw new UnusableInputException($"the data were last used by a newer Slipway (they know {level}); use that version or a newer one.");
        await db.GetService<IMigrator>().MigrateAsync(level, cancellation);
    }

    private static string Script(DatabasePlace place)
    {
        using var storage = new StorageOn(place);
        using var db = storage.Open();
        return db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);
    }

    private static async Task RequireNoServerAsync(NpgsqlConnection postgres, DatabasePlace place, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        // Inside a transaction the first answer is remembered.
        command.CommandText = "SELECT pg_stat_clear_snapshot(); SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = current_setting('application_name') AND application_name <> ''";
        var asked = Stopwatch.GetTimestamp();
        while (await CountAsync(command, cancellation) is var others and > 0)
        {
            // PostgreSQL lets go of a connection a moment after its client was stopped.
            if (Stopwatch.GetElapsedTime(asked) > Patience)
                throw new UnusableInputException($"a Slipway server is connected to {place} ({others} connections); stop every node first.");
            await Task.Delay(100, cancellation);
        }
    }

    private static async Task<long> CountAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetInt64(0);
    }

    private static async Task<bool> HoldsAnythingAsync(NpgsqlConnection postgres, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT FROM information_schema.tables WHERE table_schema = current_schema())";
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task RunAsync(NpgsqlConnection postgres, string sql, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
