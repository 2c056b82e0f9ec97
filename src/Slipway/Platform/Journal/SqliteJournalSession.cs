using Microsoft.Data.Sqlite;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>The journal writer's own connection and its prepared commands. Not for several threads at once.</summary>
internal sealed class SqliteJournalSession : IAsyncDisposable
{
    private const string Columns =
        "stream, version, command_id, part, at, received, actor, type, type_version, data, salt, digest, previous_hash, hash";

    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin, commit, rollback, head, ofCommand, insert;

    public SqliteJournalSession(string file)
    {
        connection = new(SqliteConnections.ConnectionString(file) + ";Pooling=False");
        connection.Open();
        SqliteConnections.Prepare(connection);
        begin = Command("BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        rollback = Command("ROLLBACK");
        head = Command("SELECT version, hash FROM journal_entries WHERE stream = $stream ORDER BY version DESC LIMIT 1", "$stream");
        ofCommand = Command($"SELECT {Columns} FROM journal_entries WHERE stream = $stream AND command_id = $command ORDER BY part", "$stream", "$command");
        string[] values = [.. Columns.Split(", ").Select(column => "$" + column)];
        insert = Command($"INSERT INTO journal_entries ({Columns}) VALUES ({string.Join(", ", values)})", values);
    }

    public void InTransaction(Action work)
    {
        begin.ExecuteNonQuery();
        try
        {
            work();
            commit.ExecuteNonQuery();
        }
        catch
        {
            // SQLite ends a transaction by itself after some failures, a full disk among them.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                rollback.ExecuteNonQuery();
            throw;
        }
    }

    public (long Version, byte[] Hash) Head(string stream)
    {
        head.Parameters[0].Value = stream;
        using var reader = head.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, HashChain.Start);
    }

    public IReadOnlyList<JournalEntry> EntriesOf(string stream, Guid commandId)
    {
        ofCommand.Parameters[0].Value = stream;
        ofCommand.Parameters[1].Value = commandId;
        using var reader = ofCommand.ExecuteReader();
        if (!reader.HasRows)
            return [];
        var entries = new List<JournalEntry>();
        while (reader.Read())
            entries.Add(Read(reader));
        return entries;
    }

    public void Insert(JournalEntry entry)
    {
        object[] values =
        [
            entry.Stream, entry.Version, entry.CommandId, entry.Part, entry.At.ToUnixTimeTicks(), entry.Received.ToUnixTimeTicks(),
            entry.Actor, entry.Type, entry.TypeVersion, entry.Data!, entry.Salt!, entry.Digest, entry.PreviousHash, entry.Hash,
        ];
        for (var index = 0; index < values.Length; index++)
            insert.Parameters[index].Value = values[index];
        insert.ExecuteNonQuery();
    }

    private static JournalEntry Read(SqliteDataReader reader) => new()
    {
        Stream = reader.GetString(0),
        Version = reader.GetInt64(1),
        CommandId = reader.GetGuid(2),
        Part = reader.GetInt32(3),
        At = Instant.FromUnixTimeTicks(reader.GetInt64(4)),
        Received = Instant.FromUnixTimeTicks(reader.GetInt64(5)),
        Actor = reader.GetString(6),
        Type = reader.GetString(7),
        TypeVersion = reader.GetInt32(8),
        Data = reader.IsDBNull(9) ? null : reader.GetString(9),
        Salt = reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10),
        Digest = reader.GetFieldValue<byte[]>(11),
        PreviousHash = reader.GetFieldValue<byte[]>(12),
        Hash = reader.GetFieldValue<byte[]>(13),
    };

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var command in new[] { begin, commit, rollback, head, ofCommand, insert })
            command.Dispose();
        return connection.DisposeAsync();
    }
}
