using System.Text.Json;
using Microsoft.Data.Sqlite;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>Writes the rows of one answer, in a transaction that is gone when nobody commits it.</summary>
internal sealed class PulledRows : IDisposable
{
    private readonly SqliteConnection sqlite;
    private readonly SqliteTransaction transaction;
    private readonly Dictionary<string, FollowedTable> tables;
    private readonly IReadOnlyList<string> journalColumns;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<UInt128, long>> places = new(StringComparer.Ordinal);

    public PulledRows(SqliteConnection sqlite, IReadOnlyList<FollowedTable> tables, IReadOnlyList<string> journalColumns)
    {
        (this.sqlite, this.journalColumns) = (sqlite, journalColumns);
        this.tables = tables.ToDictionary(table => table.Name);
        // Deferred: where nothing comes, nobody is kept from writing.
        transaction = sqlite.BeginTransaction(deferred: true);
    }

    /// <summary>The stream of an entry; null for any other row.</summary>
    public string? Take(PulledLine line)
    {
        if (line.Table is not { } name || (name != FollowedTable.Journal && !tables.ContainsKey(name)))
            throw new JsonException($"there is no table {line.Table} here");
        if (line.Gone is { } gone)
        {
            Delete(tables[name], FollowSession.Number(gone));
            return null;
        }
        Insert(name, line.Row ?? throw new JsonException("a line without a row"));
        if (name != FollowedTable.Journal)
            return null;
        var stream = line.Row[0].GetString()!;
        if (stream == JournalEraser.Stream)
            Erase(line.Row);
        return stream;
    }

    public void Commit() => transaction.Commit();

    private void Insert(string name, JsonElement[] row)
    {
        var columns = name == FollowedTable.Journal ? journalColumns : tables[name].Columns;
        if (row.Length != columns.Count)
            throw new JsonException($"a row of {name} with {row.Length} values, and not {columns.Count}");
        if (!commands.TryGetValue(name, out var insert))
        {
            insert = commands[name] = sqlite.CreateCommand();
            insert.Transaction = transaction;
            // An entry is never replaced: where another is in its place, the two journals are not one.
            insert.CommandText = $"INSERT {(name == FollowedTable.Journal ? "" : "OR REPLACE ")}INTO {TableShape.Quoted(name)} ({string.Join(", ", columns.Select(TableShape.Quoted))}) VALUES ({string.Join(", ", columns.Select((_, at) => $"$v{at}"))})";
            for (var at = 0; at < columns.Count; at++)
                insert.Parameters.Add(new SqliteParameter { ParameterName = $"$v{at}" });
        }
        for (var at = 0; at < row.Length; at++)
            insert.Parameters[at].Value = PulledValue.Read(row[at]);
        insert.ExecuteNonQuery();
    }

    private void Delete(FollowedTable table, UInt128 key)
    {
        if (!places.TryGetValue(table.Name, out var rows))
        {
            rows = places[table.Name] = [];
            foreach (var (known, _, row) in table.Rows(sqlite))
                rows[known] = row;
        }
        if (!rows.TryGetValue(key, out var at))
            return;
        using var delete = sqlite.CreateCommand();
        delete.Transaction = transaction;
        delete.CommandText = $"DELETE FROM {TableShape.Quoted(table.Name)} WHERE rowid = $row";
        delete.Parameters.AddWithValue("$row", at);
        delete.ExecuteNonQuery();
    }

    /// <summary>What was erased there is erased here with the record of it.</summary>
    private void Erase(JsonElement[] row)
    {
        var column = journalColumns.ToList().IndexOf("data");
        if (row[column].GetString() is not { } text)
            return;
        var data = JsonElement.Parse(text);
        using var erase = sqlite.CreateCommand();
        erase.Transaction = transaction;
        erase.CommandText = $"UPDATE {FollowedTable.Journal} SET data = NULL, salt = NULL WHERE stream = $stream AND version = $version";
        erase.Parameters.AddWithValue("$stream", data.GetProperty("stream").GetString());
        erase.Parameters.AddWithValue("$version", data.GetProperty("version").GetInt64());
        erase.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        transaction.Dispose();
    }
}
