using System.Text.Json;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Journal;

public abstract class JournalStoreTests(DatabaseKind kind)
{
    [Fact]
    public async Task What_was_appended_is_read_back()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var at = Instant.FromUtc(2027, 2, 6, 2, 0) + Duration.FromNanoseconds(123_456_789);
        database.Clock.Reset(at + Duration.FromSeconds(5));
        var command = Guid.CreateVersion7();
        var data = JsonElement.Parse("""{ "why": "التحويل \u0000 <b>", "n": 1.50, "a": [ { "z": null, "b": true } ] }""");
        await database.Journal.AppendAsync("run/1", 0, command, [new("task-started", 2, at, "farah", data)]);

        var entry = Assert.Single(await database.Journal.ReadAsync("run/1"));

        Assert.Equal(("run/1", 1L, command, 0), (entry.Stream, entry.Version, entry.CommandId, entry.Part));
        Assert.Equal(("farah", "task-started", 2), (entry.Actor, entry.Type, entry.TypeVersion));
        Assert.Equal("""{"a":[{"b":true,"z":null}],"n":1.50,"why":"التحويل \u0000 <b>"}""", entry.Data);
        Assert.Equal(Instant.FromUtc(2027, 2, 6, 2, 0) + Duration.FromNanoseconds(123_456_000), entry.At);
        Assert.Equal(entry.At + Duration.FromSeconds(5), entry.Received);
    }

    [Fact]
    public async Task An_act_goes_behind_the_version_that_it_knew()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        Assert.Equal(2, (await database.Journal.AppendedAsync("run/1", 0, "a", "b")).Version);
        Assert.Equal(3, (await database.Journal.AppendedAsync("run/1", 2, "c")).Version);
        Assert.Equal(["c"], (await database.Journal.ReadAsync("run/1", afterVersion: 2)).Select(Words));
        Assert.Equal(["a", "b"], (await database.Journal.ReadAsync("run/1", limit: 2)).Select(Words));
        Assert.Equal(3, await database.Journal.VersionAsync("run/1"));
        Assert.Equal(0, await database.Journal.VersionAsync("run/2"));
    }

    [Fact]
    public async Task An_act_that_knew_an_older_version_conflicts_and_leaves_nothing()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await database.Journal.AppendedAsync("run/1", 0, "a", "b");
        var late = await database.Journal.AppendAsync("run/1", 1, Guid.CreateVersion7(), [Acts.Entry("late"), Acts.Entry("later")]);
        Assert.Equal(new AppendResult.Conflict(2), late);
        Assert.Equal(2, await database.Journal.VersionAsync("run/1"));
    }

    [Fact]
    public async Task An_act_that_knew_a_version_that_does_not_exist_conflicts()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        Assert.Equal(new AppendResult.Conflict(0), await database.Journal.AppendAsync("run/1", 7, Guid.CreateVersion7(), [Acts.Entry("a")]));
    }

    [Fact]
    public async Task A_command_sent_twice_is_taken_once_and_gets_the_first_answer()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var command = Guid.CreateVersion7();
        var first = Assert.IsType<AppendResult.Appended>(await database.Journal.AppendAsync("run/1", 0, command, [Acts.Entry("a"), Acts.Entry("b")]));
        await database.Journal.AppendedAsync("run/1", 2, "c");

        var again = Assert.IsType<AppendResult.AlreadyThere>(await database.Journal.AppendAsync("run/1", 0, command, [Acts.Entry("a"), Acts.Entry("b")]));

        Assert.Equal(2, again.Version);
        Assert.Equal(first.Entries.Select(entry => Convert.ToHexString(entry.Hash)), again.Entries.Select(entry => Convert.ToHexString(entry.Hash)));
        Assert.Equal(3, await database.Journal.VersionAsync("run/1"));
    }

    [Fact]
    public async Task Of_many_acts_at_the_same_version_one_wins_and_the_others_are_not_harmed_by_it()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var rivals = Enumerable.Range(0, 16).Select(_ => database.Journal.AppendAsync("run/1", 0, Guid.CreateVersion7(), [Acts.Entry("rival")]));
        var others = Enumerable.Range(0, 16).Select(number => database.Journal.AppendAsync($"other/{number}", 0, Guid.CreateVersion7(), [Acts.Entry("other")]));
        var results = await Task.WhenAll(rivals.Concat(others));
        Assert.Equal(1, results[..16].Count(result => result is AppendResult.Appended));
        Assert.Equal(15, results[..16].Count(result => result == new AppendResult.Conflict(1)));
        Assert.All(results[16..], result => Assert.IsType<AppendResult.Appended>(result));
    }

    [Fact]
    public async Task A_command_sent_many_times_at_once_is_taken_once()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var command = Guid.CreateVersion7();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => database.Journal.AppendAsync("run/1", 0, command, [Acts.Entry("a")])));
        Assert.Equal(1, results.Count(result => result is AppendResult.Appended));
        Assert.Equal(15, results.Count(result => result is AppendResult.AlreadyThere { Version: 1 }));
    }

    [Fact]
    public async Task Two_nodes_that_reload_and_decide_again_lose_and_double_nothing()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var other = database.Again();
        await Task.WhenAll(WriteAsync(database.Journal, "one"), WriteAsync(other.Journal, "two"));
        var written = (await database.Journal.ReadAsync("run/1")).Select(Words).ToList();
        Assert.Equal(Numbered("one"), written.Where(word => word.StartsWith("one", StringComparison.Ordinal)));
        Assert.Equal(Numbered("two"), written.Where(word => word.StartsWith("two", StringComparison.Ordinal)));
        Assert.True((await database.Verifier.VerifyAsync()).Ok);

        static IEnumerable<string> Numbered(string node) => Enumerable.Range(0, 25).Select(number => $"{node} {number}");

        static async Task WriteAsync(JournalStore journal, string node)
        {
            var known = 0L;
            foreach (var words in Numbered(node))
            {
                var command = Guid.CreateVersion7();
                AppendResult result;
                while ((result = await journal.AppendAsync("run/1", known, command, [Acts.Entry(words)])) is AppendResult.Conflict conflict)
                    known = conflict.CurrentVersion;
                known = Assert.IsType<AppendResult.Appended>(result).Version;
            }
        }
    }

    [Fact]
    public async Task An_act_goes_behind_what_the_database_holds_also_where_that_was_put_back_under_a_running_server()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var other = database.Again();
        await database.Journal.AppendedAsync("run/1", 0, "a", "b");
        await database.ExecuteAsync("DELETE FROM journal_entries WHERE version = 2");
        await other.Journal.AppendedAsync("run/1", 1, "another b");
        await database.Journal.AppendedAsync("run/1", 2, "c");
        Assert.Equal(["a", "another b", "c"], (await database.Journal.ReadAsync("run/1")).Select(Words));
        Assert.True((await database.Verifier.VerifyAsync()).Ok);
    }

    [Fact]
    public async Task Who_watches_is_told_after_the_commit_and_only_of_what_is_new()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var told = new List<(string, long)>();
        database.Journal.Committed += entries => told.Add((entries[^1].Stream, entries[^1].Version));
        var command = Guid.CreateVersion7();
        await database.Journal.AppendAsync("run/1", 0, command, [Acts.Entry("a"), Acts.Entry("b")]);
        await database.Journal.AppendAsync("run/1", 0, command, [Acts.Entry("a"), Acts.Entry("b")]);
        await database.Journal.AppendAsync("run/1", 0, Guid.CreateVersion7(), [Acts.Entry("late")]);
        Assert.Equal([("run/1", 2L)], told);
    }

    private static string Words(JournalEntry entry) => JsonElement.Parse(entry.Data!).GetProperty("words").GetString()!;
}

public sealed class JournalStoreTestsOnSqlite() : JournalStoreTests(DatabaseKind.Sqlite);

public sealed class JournalStoreTestsOnPostgres() : JournalStoreTests(DatabaseKind.Postgres);
