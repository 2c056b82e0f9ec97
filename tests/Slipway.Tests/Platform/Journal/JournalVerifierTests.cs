using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Journal;
using Slipway.Testing;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Journal;

public abstract class JournalVerifierTests(DatabaseKind kind)
{
    [Fact]
    public async Task An_untouched_journal_is_whole()
    {
        await using var database = await WrittenAsync();
        var verdict = await database.Verifier.VerifyAsync();
        Assert.Equal((true, 3, 10L, 0L), (verdict.Ok, verdict.Streams, verdict.Entries, verdict.Erased));
        Assert.Equal((await database.Journal.HeadAsync()).ToString(), verdict.Head);
    }

    [Fact]
    public async Task The_head_that_a_verification_prints_can_be_gone_back_to()
    {
        await using var database = await WrittenAsync();
        var printed = JournalHead.Parse((await database.Verifier.VerifyAndNoteAsync()).Head!);
        await database.Journal.AppendedAsync("run/1", 4, "more");
        Assert.Null((await database.Verifier.VerifyAsync(printed)).Fault);
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2' AND version > 2");
        await FaultAsync(database, JournalFaultKind.TailCut, "run/2", 3);
    }

    [Fact]
    public async Task A_verification_is_shared_until_there_is_more_to_read()
    {
        await using var database = await WrittenAsync();
        var shared = database.Get<SharedVerdict>();
        var first = await shared.CoveringAsync("run/1", 4, default);
        Assert.Same(first, await shared.CoveringAsync("run/2", 5, default));
        await database.Journal.AppendedAsync("run/1", 4, "more");
        Assert.Same(first, await shared.CoveringAsync("run/2", 5, default));
        Assert.Equal(first.Entries + 1, (await shared.CoveringAsync("run/1", 5, default)).Entries);
        Assert.Equal(2, await HeadsAsync(database));

        database.Clock.AdvanceSeconds(31);
        await TamperAsync(database, "UPDATE journal_entries SET actor = 'x' WHERE stream = 'run/2' AND version = 3");
        Assert.Equal(JournalFaultKind.Changed, (await shared.CoveringAsync("run/1", 5, default)).Fault?.Kind);
        Assert.Equal(2, await HeadsAsync(database));
    }

    [Fact]
    public async Task An_empty_journal_is_whole_and_has_a_head()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var head = await database.Journal.HeadAsync();
        Assert.True((await database.Verifier.VerifyAsync(head)).Ok);
    }

    [Theory]
    [InlineData("data = '{\"words\":\"forged\"}'")]
    [InlineData("data = data || ' '")]
    [InlineData("actor = 'farai'")]
    [InlineData("type = 'task-finished'")]
    [InlineData("type_version = 2")]
    [InlineData("part = 7")]
    [InlineData("command_id = '00000000-0000-0000-0000-000000000001'")]
    [InlineData("at = (SELECT MAX(at) FROM journal_entries WHERE stream = 'later')")]
    [InlineData("received = (SELECT MAX(at) FROM journal_entries WHERE stream = 'later')")]
    [InlineData("salt = (SELECT salt FROM journal_entries WHERE stream = 'later')")]
    [InlineData("digest = (SELECT digest FROM journal_entries WHERE stream = 'later')")]
    [InlineData("previous_hash = (SELECT hash FROM journal_entries WHERE stream = 'later')")]
    [InlineData("hash = (SELECT hash FROM journal_entries WHERE stream = 'later')")]
    public async Task Whatever_is_changed_in_an_entry_the_entry_is_named(string change)
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, $"UPDATE journal_entries SET {change} WHERE stream = 'run/2' AND version = 2");
        await FaultAsync(database, JournalFaultKind.Changed, "run/2", 2);
    }

    [Fact]
    public async Task An_entry_taken_out_of_the_middle_is_named()
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2' AND version = 2");
        await FaultAsync(database, JournalFaultKind.Missing, "run/2", 2);
    }

    [Fact]
    public async Task An_entry_taken_out_and_the_rest_moved_up_is_named()
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2' AND version = 2");
        await TamperAsync(database, "UPDATE journal_entries SET version = 2 WHERE stream = 'run/2' AND version = 3");
        await FaultAsync(database, JournalFaultKind.Changed, "run/2", 2);
    }

    [Fact]
    public async Task A_tail_cut_after_a_head_was_taken_is_named()
    {
        await using var database = await WrittenAsync();
        await database.Journal.HeadAsync();
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2' AND version > 2");
        await FaultAsync(database, JournalFaultKind.TailCut, "run/2", 3);
    }

    [Fact]
    public async Task A_stream_removed_after_a_head_was_taken_is_named()
    {
        await using var database = await WrittenAsync();
        await database.Journal.HeadAsync();
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2'");
        await FaultAsync(database, JournalFaultKind.StreamMissing, "run/2", 1);
    }

    [Fact]
    public async Task A_chain_computed_anew_after_a_head_was_taken_is_named()
    {
        await using var database = await WrittenAsync();
        await database.Journal.HeadAsync();
        await ForgeAsync(database, "run/2", 2);
        await FaultAsync(database, JournalFaultKind.Recomputed, "run/2", 5);
    }

    [Fact]
    public async Task A_printed_head_shows_what_was_cut_even_when_its_note_is_gone()
    {
        await using var database = await WrittenAsync();
        var printed = await database.Journal.HeadAsync();
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/2' AND version > 2");
        await TamperAsync(database, "DELETE FROM journal_heads");
        Assert.True((await database.Verifier.VerifyAsync()).Ok);
        var fault = (await database.Verifier.VerifyAsync(JournalHead.Parse(printed.ToString()))).Fault;
        Assert.Equal(JournalFaultKind.TailCut, fault?.Kind);
        Assert.Contains("10 entries in 3 streams; now there are 7 in 3", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_printed_head_shows_a_chain_computed_anew_even_when_its_note_is_gone()
    {
        await using var database = await WrittenAsync();
        var printed = await database.Journal.HeadAsync();
        await ForgeAsync(database, "run/2", 2);
        await TamperAsync(database, "DELETE FROM journal_heads");
        Assert.Equal(JournalFaultKind.HeadUnknown, (await database.Verifier.VerifyAsync(printed)).Fault?.Kind);
    }

    [Fact]
    public async Task A_note_of_a_head_that_was_changed_is_named()
    {
        await using var database = await WrittenAsync();
        await database.Journal.HeadAsync();
        await TamperAsync(database, "UPDATE journal_heads SET positions = REPLACE(positions, ',5,', ',4,')");
        Assert.Equal(JournalFaultKind.HeadChanged, (await database.Verifier.VerifyAsync()).Fault?.Kind);
    }

    [Fact]
    public async Task A_head_still_holds_after_more_was_written()
    {
        await using var database = await WrittenAsync();
        var printed = await database.Journal.HeadAsync();
        await database.Journal.AppendedAsync("run/1", 4, "more");
        await database.Journal.AppendedAsync("run/9", 0, "another run");
        Assert.True((await database.Verifier.VerifyAsync(printed)).Ok);
        await TamperAsync(database, "DELETE FROM journal_entries WHERE stream = 'run/1' AND version > 3");
        await FaultAsync(database, JournalFaultKind.TailCut, "run/1", 4);
    }

    [Fact]
    public async Task The_head_of_another_journal_is_refused()
    {
        await using var database = await WrittenAsync();
        await using var other = await WrittenAsync();
        Assert.Equal(JournalFaultKind.HeadUnknown, (await database.Verifier.VerifyAsync(await other.Journal.HeadAsync())).Fault?.Kind);
    }

    [Fact]
    public async Task Words_erased_with_a_record_leave_the_journal_whole()
    {
        await using var database = await WrittenAsync();
        var printed = await database.Journal.HeadAsync();
        await database.Get<JournalEraser>().EraseAsync("run/2", 2, Acts.At, "administrator", "asked for by the person");
        var verdict = await database.Verifier.VerifyAsync(printed);
        Assert.Equal((true, 1L), (verdict.Ok, verdict.Erased));
        Assert.Null((await database.Journal.ReadAsync("run/2"))[1].Data);
    }

    [Fact]
    public async Task Words_that_vanish_without_a_record_are_named()
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, "UPDATE journal_entries SET data = NULL, salt = NULL WHERE stream = 'run/2' AND version = 2");
        await FaultAsync(database, JournalFaultKind.ErasedSilently, "run/2", 2);
    }

    [Fact]
    public async Task What_is_wrong_first_in_order_is_named_first()
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, "UPDATE journal_entries SET actor = 'x' WHERE stream = 'run/2' AND version > 2");
        await TamperAsync(database, "UPDATE journal_entries SET actor = 'x' WHERE stream = 'run/1' AND version = 4");
        await FaultAsync(database, JournalFaultKind.Changed, "run/1", 4);
    }

    protected async Task<TestDatabase> WrittenAsync()
    {
        var database = await TestDatabase.MigratedAsync(kind);
        await database.Journal.AppendedAsync("run/1", 0, "a", "b");
        await database.Journal.AppendedAsync("run/2", 0, "c");
        await database.Journal.AppendedAsync("run/2", 1, "d", "e");
        await database.Journal.AppendedAsync("run/1", 2, "f", "g");
        await database.Journal.AppendedAsync("run/2", 3, "h", "i");
        database.Clock.AdvanceSeconds(7);
        await database.Journal.AppendAsync("later", 0, Guid.CreateVersion7(), [Acts.Entry("j") with { At = Acts.At + NodaTime.Duration.FromSeconds(3) }]);
        return database;
    }

    private static async Task<int> HeadsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Set<RecordedHead>().CountAsync();
    }

    protected static async Task TamperAsync(TestDatabase database, string sql)
    {
        await using var db = database.Open();
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)) > 0);
    }

    /// <summary>What somebody who knows the format and may write the database can do: change an entry and compute all hashes after it.</summary>
    private static async Task ForgeAsync(TestDatabase database, string stream, long version)
    {
        await using var db = database.Open();
        var previous = HashChain.Start;
        foreach (var entry in await db.Set<JournalEntry>().AsNoTracking().Where(entry => entry.Stream == stream).OrderBy(entry => entry.Version).ToListAsync())
        {
            var data = entry.Version == version ? """{"words":"forged"}""" : entry.Data!;
            var forged = entry with { Data = data, Digest = HashChain.Digest(entry.Salt, data), PreviousHash = previous };
            previous = HashChain.Hash(forged);
            db.Update(forged with { Hash = previous });
        }
        await db.SaveChangesAsync();
    }

    private static async Task FaultAsync(TestDatabase database, JournalFaultKind fault, string stream, long version)
    {
        var verdict = await database.Verifier.VerifyAsync();
        Assert.Equal((fault, stream, version), (verdict.Fault?.Kind, verdict.Fault?.Stream, verdict.Fault?.Version));
        Assert.Null(verdict.Head);
    }
}

public sealed class JournalVerifierTestsOnPostgres() : JournalVerifierTests(DatabaseKind.Postgres);

public sealed class JournalVerifierTestsOnSqlite() : JournalVerifierTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_moment_that_is_none_is_named_and_does_not_keep_the_server_from_starting()
    {
        await using var database = await WrittenAsync();
        await TamperAsync(database, "UPDATE journal_entries SET received = 9000000000000000000 WHERE stream = 'run/2' AND version = 2");
        await database.Get<ClockWatch>().StartAsync(default);

        var (code, results, words) = await SlipwayProcess.RunAsync(["journal", "verify", "--data", database.Place.DataFolder!]);

        Assert.Equal((1, ""), (code, words));
        Assert.StartsWith("BROKEN: an entry after entry 1 of run/2 was changed", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_changed_in_the_file_itself_is_found()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await database.Journal.AppendedAsync("run/1", 0, [.. Enumerable.Range(0, 60).Select(number => $"what happened as number {number}")]);
        await database.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var file = await File.ReadAllBytesAsync(database.Place.DatabaseFile);
        var untouched = await ReadAllAsync(database);
        var random = new Random(1);
        var places = Places(file, "what happened as number"u8).Concat(Places(file, "task-started"u8)).Concat(Places(file, "farah"u8)).ToList();
        var found = 0;
        foreach (var place in places.OrderBy(_ => random.Next()).Take(60))
        {
            var changed = (byte[])file.Clone();
            changed[place + random.Next(5)] ^= 1;
            SqliteConnection.ClearAllPools();
            await File.WriteAllBytesAsync(database.Place.DatabaseFile, changed);
            // Pages also hold remains of rows that nothing reads any more.
            if (await ReadAllAsync(database) == untouched)
                continue;
            Assert.False((await database.Verifier.VerifyAsync()).Ok, $"the change near byte {place} was not found");
            found++;
        }
        Assert.True(found > 10, $"only {found} changes touched the journal");
    }

    private static async Task<string> ReadAllAsync(TestDatabase database)
    {
        await using var connection = new SqliteConnection($"Data Source={database.Place.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(actor || type || data) FROM journal_entries";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static List<int> Places(byte[] file, ReadOnlySpan<byte> words)
    {
        var found = new List<int>();
        for (var at = 0; at + words.Length <= file.Length; at++)
            if (file.AsSpan(at, words.Length).SequenceEqual(words))
                found.Add(at);
        return found;
    }
}
