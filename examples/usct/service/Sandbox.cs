using Microsoft.Data.Sqlite;
using Npgsql;

namespace Usct;

/// <summary>The sandbox's database: as the pilot left it, and how its rows come into PostgreSQL.</summary>
public static class Sandbox
{
    private static readonly (string Name, string[] Columns)[] Tables =
        [("households", ["code", "district", "seeded"]), ("applications", ["id", "household", "state"]), ("payments", ["id", "application", "amount"])];

    public static async Task<int> MakeAsync(string file, string script)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(script);
        await command.ExecuteNonQueryAsync();
        return 0;
    }

    /// <summary>In one transaction, and from empty tables: done twice it is done once.</summary>
    public static async Task<int> LoadAsync(string file, string database)
    {
        await using var from = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await from.OpenAsync();
        await using var to = new NpgsqlConnection(database);
        await to.OpenAsync();
        await using var transaction = await to.BeginTransactionAsync();
        await using (var empty = new NpgsqlCommand($"TRUNCATE {string.Join(", ", Tables.Select(table => table.Name))}", to))
            await empty.ExecuteNonQueryAsync();
        foreach (var (at, (name, columns)) in Tables.Index())
        {
            var rows = await CopyAsync(from, to, name, columns);
            Console.WriteLine($"{name}: {rows} rows");
            Console.WriteLine($"progress: {at + 1}/{Tables.Length}");
        }
        await using (var next = new NpgsqlCommand("SELECT setval(pg_get_serial_sequence('payments', 'id'), coalesce(max(id), 0) + 1, false) FROM payments", to))
            await next.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return 0;
    }

    private static async Task<long> CopyAsync(SqliteConnection from, NpgsqlConnection to, string table, string[] columns)
    {
        await using var read = from.CreateCommand();
        read.CommandText = $"SELECT {string.Join(", ", columns)} FROM {table}";
        await using var row = await read.ExecuteReaderAsync();
        await using var write = await to.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)");
        var rows = 0L;
        for (; await row.ReadAsync(); rows++)
        {
            await write.StartRowAsync();
            for (var column = 0; column < columns.Length; column++)
                await write.WriteAsync(row.GetValue(column));
        }
        await write.CompleteAsync();
        return rows;
    }
}
