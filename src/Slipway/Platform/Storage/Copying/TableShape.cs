using Microsoft.Data.Sqlite;
using Npgsql;

namespace Slipway.Platform.Storage.Copying;

/// <summary>A table that both databases have.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns)
{
    /// <summary>The table's columns, in one order for both.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(column => Quoted(column.Name)));

    /// <summary>All tables of Slipway, each behind those that it refers to.</summary>
    public static async Task<IReadOnlyList<TableShape>> AllAsync(SqliteConnection sqlite, NpgsqlConnection postgres, CancellationToken cancellation)
    {
        var there = await PostgresColumnsAsync(postgres, cancellation);
        return [.. Names(sqlite).Select(table => new TableShape(table, [.. SqliteColumns(sqlite, table).Select(column => Pair(table, column, there[table]))]))];
    }

    /// <summary>The names of all tables with data of Slipway in a SQLite file, each behind those that it refers to.</summary>
    public static IReadOnlyList<string> Names(SqliteConnection sqlite)
    {
        var left = SqliteFile.Rows(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite|_%' ESCAPE '|' AND name NOT LIKE '|_|_EF%' ESCAPE '|' ORDER BY name").ToList();
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var next = left.First(table => SqliteFile.Rows(sqlite, $"SELECT \"table\" FROM pragma_foreign_key_list('{table}')").All(parent => parent == table || ordered.Contains(parent)));
            ordered.Add(next);
            left.Remove(next);
        }
        return ordered;
    }

    public static string Quoted(string name) => $"\"{name}\"";

    private static ColumnShape Pair(string table, (string Name, string Type) column, Dictionary<string, (string Type, bool Counts)> there)
    {
        var (type, counts) = there[column.Name];
        var kind = ColumnKind.Of(type, column.Type)
            ?? throw new InvalidOperationException($"{table}.{column.Name} is {type} on PostgreSQL and {column.Type} on SQLite: {nameof(ColumnKind)} has no line for that.");
        return new(column.Name, kind, counts);
    }

    private static List<(string Name, string Type)> SqliteColumns(SqliteConnection sqlite, string table)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = "SELECT name, type FROM pragma_table_info($table) ORDER BY cid";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (reader.Read())
            columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    private static async Task<IReadOnlyDictionary<string, Dictionary<string, (string Type, bool Counts)>>> PostgresColumnsAsync(NpgsqlConnection postgres, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand();
        command.CommandText = "SELECT table_name::text, column_name::text, data_type::text, is_identity = 'YES' FROM information_schema.columns WHERE table_schema = current_schema()";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new Dictionary<string, Dictionary<string, (string, bool)>>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
                tables.Add(reader.GetString(0), columns = []);
            columns.Add(reader.GetString(1), (reader.GetString(2), reader.GetBoolean(3)));
        }
        return tables;
    }
}

/// <param name="Name">Its name, the same in both.</param>
/// <param name="Kind">How its values are kept.</param>
/// <param name="Counts">Whether PostgreSQL gives its values, from a sequence.</param>
internal sealed record ColumnShape(string Name, ColumnKind Kind, bool Counts);
