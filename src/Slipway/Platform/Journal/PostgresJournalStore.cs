using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// A connection of its own for each act and one round trip: all entries in one statement, behind the entry that this node
/// knows as the stream's last. Another node may have written meanwhile: the unique pair (stream, version) and the last
/// entry's hash say so, and then a second look is taken.
/// </summary>
internal sealed class PostgresJournalStore(IDbContextFactory<SlipwayDb> databases, IClock clock, NpgsqlDataSource source)
    : JournalStore(databases, clock)
{
    /// <summary>Of a stream that is not among them the last entry is looked up.</summary>
    private const int MostHeadsKnown = 10_000;

    private const string Columns =
        "stream, version, command_id, part, at, received, actor, type, type_version, data, salt, digest, previous_hash, hash";

    private const string Insert =
        $"""
        INSERT INTO journal_entries ({Columns})
        SELECT $1, entry.version, $2, entry.part, entry.at, $3, entry.actor, entry.type, entry.type_version, entry.data, entry.salt, entry.digest, entry.previous_hash, entry.hash
        FROM unnest($4::bigint[], $5::integer[], $6::timestamptz[], $7::text[], $8::text[], $9::integer[], $10::text[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[])
            AS entry (version, part, at, actor, type, type_version, data, salt, digest, previous_hash, hash)
        WHERE $15 = 0 OR EXISTS (SELECT FROM journal_entries WHERE stream = $1 AND version = $15 AND hash = $16)
        """;

    private readonly ConcurrentDictionary<string, Head> heads = new(StringComparer.Ordinal);

    /// <summary>Other nodes write too.</summary>
    public override bool WritesAlone => false;

    private protected override async Task<AppendResult> WriteAsync(PreparedAct act)
    {
        await using var connection = await source.OpenConnectionAsync();
        if (Known(act) is { } known && await InsertAsync(connection, act, known) is { } written)
            return new AppendResult.Appended(written[^1].Version, written);
        while (true)
        {
            var (there, head) = await LookAsync(connection, act);
            Remember(act.Stream, head);
            if (there.Count > 0)
                return new AppendResult.AlreadyThere(there[^1].Version, there);
            if (head.Version != act.ExpectedVersion)
                return new AppendResult.Conflict(head.Version);
            if (await InsertAsync(connection, act, head) is { } entries)
                return new AppendResult.Appended(entries[^1].Version, entries);
        }
    }

    /// <summary>The entry behind which an act goes, if this node knows it.</summary>
    private Head? Known(PreparedAct act) =>
        act.ExpectedVersion == 0 ? Head.None
        : heads.TryGetValue(act.Stream, out var head) && head.Version == act.ExpectedVersion ? head
        : null;

    private void Remember(string stream, Head head)
    {
        if (heads.Count >= MostHeadsKnown)
            heads.Clear();
        heads[stream] = head;
    }

    /// <returns>What was written; null when the stream's last entry is another, or the command came before.</returns>
    private async Task<IReadOnlyList<JournalEntry>?> InsertAsync(NpgsqlConnection connection, PreparedAct act, Head behind)
    {
        var entries = Chain(act, behind.Hash);
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                Value(act.Stream), Value(act.CommandId), Value(entries[0].Received),
                Each(entry => entry.Version), Each(entry => entry.Part), Each(entry => entry.At), Each(entry => entry.Actor), Each(entry => entry.Type), Each(entry => entry.TypeVersion),
                Each(entry => entry.Data!), Each(entry => entry.Salt!), Each(entry => entry.Digest), Each(entry => entry.PreviousHash), Each(entry => entry.Hash),
                Value(behind.Version), Value(behind.Hash),
            },
        };
        try
        {
            if (await insert.ExecuteNonQueryAsync() == 0)
                return null;
        }
        catch (PostgresException overtaken) when (overtaken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
        Remember(act.Stream, new(entries[^1].Version, entries[^1].Hash));
        return entries;

        NpgsqlParameter<T[]> Each<T>(Func<JournalEntry, T> of) => Value(entries.Select(of).ToArray());
    }

    private static async Task<(IReadOnlyList<JournalEntry> There, Head Head)> LookAsync(NpgsqlConnection connection, PreparedAct act)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"SELECT {Columns} FROM journal_entries WHERE stream = $1 AND command_id = $2 ORDER BY part")
                {
                    Parameters = { Value(act.Stream), Value(act.CommandId) },
                },
                new("SELECT version, hash FROM journal_entries WHERE stream = $1 ORDER BY version DESC LIMIT 1") { Parameters = { Value(act.Stream) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync();
        var there = new List<JournalEntry>();
        while (await reader.ReadAsync())
            there.Add(Read(reader));
        await reader.NextResultAsync();
        return (there, await reader.ReadAsync() ? new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : Head.None);
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static JournalEntry Read(DbDataReader reader) => new()
    {
        Stream = reader.GetString(0),
        Version = reader.GetInt64(1),
        CommandId = reader.GetGuid(2),
        Part = reader.GetInt32(3),
        At = reader.GetFieldValue<Instant>(4),
        Received = reader.GetFieldValue<Instant>(5),
        Actor = reader.GetString(6),
        Type = reader.GetString(7),
        TypeVersion = reader.GetInt32(8),
        Data = reader.IsDBNull(9) ? null : reader.GetString(9),
        Salt = reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10),
        Digest = reader.GetFieldValue<byte[]>(11),
        PreviousHash = reader.GetFieldValue<byte[]>(12),
        Hash = reader.GetFieldValue<byte[]>(13),
    };

    /// <summary>The last entry of a stream.</summary>
    private sealed record Head(long Version, byte[] Hash)
    {
        public static Head None { get; } = new(0, HashChain.Start);
    }
}
