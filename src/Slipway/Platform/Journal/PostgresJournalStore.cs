using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// A connection of its own for each act and two round trips: look, then insert all entries in one implicit transaction.
/// Between the two another node may have written: the unique pair (stream, version) says so.
/// </summary>
internal sealed class PostgresJournalStore(IDbContextFactory<SlipwayDb> databases, IClock clock, NpgsqlDataSource source)
    : JournalStore(databases, clock)
{
    private const string Columns =
        "stream, version, command_id, part, at, received, actor, type, type_version, data, salt, digest, previous_hash, hash";

    private const string Insert =
        $"INSERT INTO journal_entries ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    /// <summary>Other nodes write too.</summary>
    public override bool WritesAlone => false;

    private protected override async Task<AppendResult> WriteAsync(PreparedAct act)
    {
        await using var connection = await source.OpenConnectionAsync();
        var (there, version, hash) = await LookAsync(connection, act);
        if (there.Count > 0)
            return new AppendResult.AlreadyThere(there[^1].Version, there);
        if (version != act.ExpectedVersion)
            return new AppendResult.Conflict(version);
        var entries = Chain(act, hash);
        try
        {
            await InsertAsync(connection, entries);
            return new AppendResult.Appended(entries[^1].Version, entries);
        }
        catch (PostgresException overtaken) when (overtaken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            (there, version, _) = await LookAsync(connection, act);
            return there.Count > 0 ? new AppendResult.AlreadyThere(there[^1].Version, there) : new AppendResult.Conflict(version);
        }
    }

    private static async Task<(IReadOnlyList<JournalEntry> There, long Version, byte[] Hash)> LookAsync(NpgsqlConnection connection, PreparedAct act)
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
        return await reader.ReadAsync()
            ? (there, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : (there, 0, HashChain.Start);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<JournalEntry> entries)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var entry in entries)
            batch.BatchCommands.Add(new(Insert)
            {
                Parameters =
                {
                    Value(entry.Stream), Value(entry.Version), Value(entry.CommandId), Value(entry.Part), Value(entry.At), Value(entry.Received),
                    Value(entry.Actor), Value(entry.Type), Value(entry.TypeVersion), Value(entry.Data!), Value(entry.Salt!), Value(entry.Digest),
                    Value(entry.PreviousHash), Value(entry.Hash),
                },
            });
        await batch.ExecuteNonQueryAsync();
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
}
