using Microsoft.Data.Sqlite;

namespace Slipway.Platform.Storage.Copying;

/// <summary>A SQLite database as a file that is carried about.</summary>
internal static class SqliteFile
{
    /// <summary>
    /// Copies a database as it is at one moment, while others read and write it. Not page by page: what was erased must not
    /// travel on in pages that nobody uses.
    /// </summary>
    public static async Task CopyAsync(string from, string to, SqliteOpenMode mode = SqliteOpenMode.ReadWrite, CancellationToken cancellation = default)
    {
        DurableFile.CreateForOwner(to);
        await using var source = Open(from, mode);
        Rows(source, "PRAGMA busy_timeout=10000");
        await using var command = source.CreateCommand();
        // Alone: behind a statement that gives rows nobody would hear that it failed.
        command.CommandText = "VACUUM INTO $to";
        command.Parameters.AddWithValue("$to", to);
        command.CommandTimeout = 0;
        // SQLite works on the thread that asks it.
        await Task.Run(command.ExecuteNonQuery, cancellation);
    }

    /// <summary>What is wrong with a file; null when it is a whole SQLite database.</summary>
    public static string? Damage(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            var findings = Rows(connection, "SELECT integrity_check FROM pragma_integrity_check LIMIT 10");
            return findings is ["ok"] ? null : string.Join("; ", findings);
        }
        catch (SqliteException broken)
        {
            return broken.Message;
        }
    }

    /// <summary>The names of the steps by which its tables were made, the oldest first; none when they are not Slipway's.</summary>
    public static IReadOnlyList<string> Level(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        return Rows(connection, "SELECT name FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'journal_entries')").Count == 2
            ? [.. Rows(connection, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1").Select(StepName)]
            : [];
    }

    /// <summary>Makes of it one file that can also be read where nothing can be written. Throws while others have it open.</summary>
    public static void Seal(string file)
    {
        ForgetConnections();
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        if (Rows(connection, "PRAGMA busy_timeout=2000; PRAGMA journal_mode=DELETE") is not [.., "delete"])
            throw new IOException($"{file} is open elsewhere.");
    }

    /// <summary>Connections that are kept for later use keep the files open; those of others are made anew.</summary>
    public static void ForgetConnections() => SqliteConnection.ClearAllPools();

    public static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>A migration's name without its moment: both databases have the same steps, made seconds apart.</summary>
    public static string StepName(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    public static IReadOnlyList<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        do
        {
            while (reader.Read())
                rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }
        while (reader.NextResult());
        return rows;
    }
}
