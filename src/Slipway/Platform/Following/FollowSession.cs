using System.Globalization;
using Microsoft.Data.Sqlite;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>
/// What one follower has, as it said at the beginning and confirmed since. Each answer is what is there besides, read at one
/// moment. Memory: 32 bytes for each row of every table but the journal.
/// </summary>
internal sealed class FollowSession : IDisposable
{
    /// <summary>So many entries go into one answer, so that a follower that was away for long gets there step by step.</summary>
    private const int MostEntries = 2000;

    /// <summary>Comparing every table costs more than an act; entries do not wait for it.</summary>
    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(1);

    private readonly SqliteConnection sqlite;
    private readonly IReadOnlyList<FollowedTable> tables;
    private readonly IReadOnlyList<string> journalColumns;
    private State confirmed, sent;
    private long dataVersion = -1, comparedVersion = -1, compared;

    public FollowSession(DatabasePlace place, PullRequest request)
    {
        sqlite = SqliteFile.Open(place.DatabaseFile, SqliteOpenMode.ReadOnly);
        tables = FollowedTable.All(sqlite);
        journalColumns = SqliteFile.Rows(sqlite, $"SELECT name FROM pragma_table_info('{FollowedTable.Journal}') ORDER BY cid");
        var rows = (request.Rows ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
            .ToDictionary(table => table.Key, table => table.Value.ToDictionary(row => Number(row.Key), row => Number(row.Value)));
        confirmed = sent = new(0, null, rows);
        First = request.Streams ?? new Dictionary<string, StreamEnd>();
        Used = Environment.TickCount64;
    }

    public string Id { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    public long AnswerNumber => sent.Number;

    /// <summary>When it was last asked.</summary>
    public long Used { get; set; }

    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>What the follower had when the session began.</summary>
    private IReadOnlyDictionary<string, StreamEnd> First { get; }

    /// <summary>A stream of which the follower has something else than is here; null when all that it has is here too.</summary>
    public string? Differs()
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT hash FROM {FollowedTable.Journal} WHERE stream = $stream AND version = $version";
        command.Parameters.AddWithValue("$stream", "");
        command.Parameters.AddWithValue("$version", 0L);
        foreach (var (stream, end) in First)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value) = (stream, end.Version);
            if (command.ExecuteScalar() is not byte[] hash || !Convert.ToHexStringLower(hash).Equals(end.Hash, StringComparison.OrdinalIgnoreCase))
                return stream;
        }
        return null;
    }

    /// <summary>Whether anything was written here since the last answer, or is left of it.</summary>
    public bool HasNews(long seen)
    {
        if (seen != sent.Number || confirmed.Number == 0)
            return true;
        var now = DataVersion();
        return now != dataVersion || (now != comparedVersion && Environment.TickCount64 - compared >= CompareEvery.TotalMilliseconds);
    }

    /// <summary>Reads what the follower does not have.</summary>
    /// <param name="seen">The last answer that it has written.</param>
    /// <param name="write">Takes one line.</param>
    /// <returns>How many entries are left for the next answer.</returns>
    public async Task<long> AnswerAsync(long seen, Func<PulledLine, Task> write)
    {
        // An answer that did not arrive is answered anew, from what was confirmed.
        confirmed = seen == sent.Number ? sent : confirmed;
        dataVersion = DataVersion();
        SqliteFile.Rows(sqlite, "BEGIN");
        try
        {
            var next = confirmed with { Number = sent.Number + 1 };
            var (entries, last, left) = Entries(next);
            if (dataVersion != comparedVersion && (Environment.TickCount64 - compared >= CompareEvery.TotalMilliseconds || entries.Any(entry => entry.Version == 1)))
            {
                next = next with { Rows = await CompareAsync(confirmed.Rows, write) };
                (comparedVersion, compared) = (dataVersion, Environment.TickCount64);
            }
            foreach (var (row, _) in entries)
                await write(new() { Table = FollowedTable.Journal, Row = Values(FollowedTable.Journal, journalColumns, row) });
            sent = next with { Entry = last };
            return left;
        }
        finally
        {
            SqliteFile.Rows(sqlite, "ROLLBACK");
        }
    }

    /// <summary>Behind the last one sent, in the order in which they were written; at first behind what the follower said that it has.</summary>
    private (IReadOnlyList<(long Row, long Version)> Entries, long? Last, long Left) Entries(State from)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT rowid, stream, version FROM {FollowedTable.Journal} WHERE rowid > $row ORDER BY rowid";
        command.Parameters.AddWithValue("$row", from.Entry ?? 0);
        using var reader = command.ExecuteReader();
        var entries = new List<(long, long)>();
        var (last, left) = (from.Entry, 0L);
        while (reader.Read())
        {
            if (left == 0 && entries.Count < MostEntries)
                last = reader.GetInt64(0);
            if (First.TryGetValue(reader.GetString(1), out var had) && reader.GetInt64(2) <= had.Version)
                continue;
            if (entries.Count < MostEntries)
                entries.Add((reader.GetInt64(0), reader.GetInt64(2)));
            else
                left++;
        }
        return (entries, last, left);
    }

    private async Task<Dictionary<string, Dictionary<UInt128, UInt128>>> CompareAsync(Dictionary<string, Dictionary<UInt128, UInt128>> had, Func<PulledLine, Task> write)
    {
        var all = new Dictionary<string, Dictionary<UInt128, UInt128>>();
        foreach (var table in tables)
        {
            var before = had.GetValueOrDefault(table.Name) ?? [];
            var now = new Dictionary<UInt128, UInt128>(before.Count);
            var changed = new List<long>();
            foreach (var (key, content, row) in table.Rows(sqlite))
            {
                now[key] = content;
                if (!before.TryGetValue(key, out var was) || was != content)
                    changed.Add(row);
            }
            // What is gone first: its key may have been given to another row that is unique in some other way.
            foreach (var gone in before.Keys.Where(key => !now.ContainsKey(key)))
                await write(new() { Table = table.Name, Gone = Text(gone) });
            foreach (var row in changed)
                await write(new() { Table = table.Name, Row = Values(table.Name, table.Columns, row) });
            all[table.Name] = now;
        }
        return all;
    }

    private System.Text.Json.JsonElement[] Values(string table, IReadOnlyList<string> columns, long row)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(TableShape.Quoted))} FROM {TableShape.Quoted(table)} WHERE rowid = $row";
        command.Parameters.AddWithValue("$row", row);
        using var reader = command.ExecuteReader();
        reader.Read();
        return [.. Enumerable.Range(0, columns.Count).Select(at => PulledValue.Write(reader.GetValue(at)))];
    }

    private long DataVersion() => long.Parse(SqliteFile.Rows(sqlite, "PRAGMA data_version")[0], CultureInfo.InvariantCulture);

    internal static string Text(UInt128 number) => number.ToString("x32", CultureInfo.InvariantCulture);

    internal static UInt128 Number(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        sqlite.Dispose();
        Turn.Dispose();
    }

    /// <param name="Number">Of the answer that led to it.</param>
    /// <param name="Entry">The place of the last entry in this file; null before the first.</param>
    /// <param name="Rows">By table, key and content.</param>
    private sealed record State(long Number, long? Entry, Dictionary<string, Dictionary<UInt128, UInt128>> Rows);
}
