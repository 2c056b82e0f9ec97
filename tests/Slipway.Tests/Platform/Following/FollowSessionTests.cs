using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Following;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Tests.Platform.Backup;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Following;

/// <summary>What goes from one database to the other, without a network between them.</summary>
public sealed class FollowSessionTests
{
    [Fact]
    public async Task Every_table_comes_over_whole_then_only_what_changed_also_what_is_gone()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var copy = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await EveryTable.FillAsync(main);
        using var session = new FollowSession(main.Place, Nothing);
        Assert.True(await PullAsync(session, copy, 0) > 20);
        Assert.Equal(await EveryTable.ReadAsync(main), await EveryTable.ReadAsync(copy));

        await main.Journal.AppendedAsync("run:9", 0, "late");
        await using (var db = main.Open())
        {
            await db.Set<ApiToken>().OrderBy(token => token.Name).Take(1).ExecuteDeleteAsync();
            await db.Set<SigningKeyRecord>().ExecuteDeleteAsync();
        }
        var there = await EveryTable.ReadAsync(main);
        var lines = 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // Tables are compared once a second.
        for (var seen = 1; !there.SequenceEqual(await EveryTable.ReadAsync(copy)); seen++)
        {
            patience.Token.ThrowIfCancellationRequested();
            lines += await PullAsync(session, copy, seen);
        }
        // An entry, a token and two keys.
        Assert.Equal(4, lines);
        Assert.True((await copy.Get<JournalVerifier>().VerifyAsync()).Ok);
    }

    [Fact]
    public async Task An_answer_that_did_not_arrive_comes_again()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var copy = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await EveryTable.FillAsync(main);
        using var session = new FollowSession(main.Place, Nothing);
        await PullAsync(session, copy, 0);
        await main.Journal.AppendedAsync("run:9", 0, "late");
        await session.AnswerAsync(1, _ => Task.CompletedTask);
        // The second one got lost; the first was written.
        await PullAsync(session, copy, 1);
        Assert.Equal(await EveryTable.ReadAsync(main), await EveryTable.ReadAsync(copy));
    }

    [Fact]
    public async Task A_new_session_sends_only_what_the_follower_does_not_have()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var copy = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await EveryTable.FillAsync(main);
        using (var session = new FollowSession(main.Place, Nothing))
            await PullAsync(session, copy, 0);
        using var next = new FollowSession(main.Place, Known(copy));
        Assert.Null(next.Differs());
        Assert.Equal(0, await PullAsync(next, copy, 0));
    }

    [Fact]
    public async Task A_follower_that_was_away_for_long_gets_there_step_by_step_and_knows_how_much_is_left()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var copy = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await main.Journal.AppendedAsync("run:1", 0, [.. Enumerable.Range(1, 4500).Select(number => $"{number}")]);
        using var session = new FollowSession(main.Place, Nothing);
        await PullAsync(session, copy, 0, left: 2500);
        await PullAsync(session, copy, 1, left: 500);
        Assert.Equal(4000, await copy.Journal.VersionAsync("run:1"));
        await PullAsync(session, copy, 2);
        Assert.Equal(4500, await copy.Journal.VersionAsync("run:1"));
        Assert.True((await copy.Get<JournalVerifier>().VerifyAsync()).Ok);
    }

    [Fact]
    public async Task A_copy_of_other_data_is_found_out()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var other = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await main.Journal.AppendedAsync("run:1", 0, "here");
        await other.Journal.AppendedAsync("run:1", 0, "there");
        using var session = new FollowSession(main.Place, Known(other));
        Assert.Equal("run:1", session.Differs());
    }

    [Fact]
    public async Task Words_that_are_erased_are_erased_in_the_copy_too()
    {
        await using var main = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var copy = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await main.Journal.AppendedAsync("run:1", 0, "a secret");
        using var session = new FollowSession(main.Place, Nothing);
        await PullAsync(session, copy, 0);
        Assert.NotNull((await copy.Journal.ReadAsync("run:1"))[0].Data);
        await main.Get<JournalEraser>().EraseAsync("run:1", 1, main.Clock.GetCurrentInstant(), "farah", "asked for");
        await PullAsync(session, copy, 1);
        Assert.Null((await copy.Journal.ReadAsync("run:1"))[0].Data);
        Assert.True((await copy.Get<JournalVerifier>().VerifyAsync()).Ok);
    }

    private static PullRequest Nothing { get; } = new() { At = "", Generation = 1, Level = [] };

    /// <summary>Writes one answer; how many lines it had.</summary>
    private static async Task<int> PullAsync(FollowSession session, TestDatabase copy, long seen, long left = 0)
    {
        using var sqlite = Open(copy);
        using var rows = new PulledRows(sqlite, FollowedTable.All(sqlite), Columns(sqlite));
        var lines = 0;
        Assert.Equal(left, await session.AnswerAsync(seen, line =>
        {
            lines++;
            rows.Take(line);
            return Task.CompletedTask;
        }));
        rows.Commit();
        return lines;
    }

    private static PullRequest Known(TestDatabase copy)
    {
        using var sqlite = Open(copy);
        var streams = SqliteFile.Rows(sqlite, "SELECT stream || '|' || max(version) || '|' || hex(hash) FROM journal_entries GROUP BY stream").Select(row => row.Split('|'))
            .ToDictionary(row => row[0], row => new StreamEnd(long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), row[2]));
        return Nothing with
        {
            Streams = streams,
            Rows = FollowedTable.All(sqlite).ToDictionary(
                table => table.Name, IReadOnlyDictionary<string, string> (table) => table.Rows(sqlite).ToDictionary(row => FollowSession.Text(row.Key), row => FollowSession.Text(row.Content))),
        };
    }

    private static SqliteConnection Open(TestDatabase database)
    {
        var sqlite = SqliteFile.Open(database.Place.DatabaseFile, SqliteOpenMode.ReadWrite);
        SqliteFile.Rows(sqlite, SqliteConnections.Pragmas + "PRAGMA foreign_keys=OFF;");
        return sqlite;
    }

    private static IReadOnlyList<string> Columns(SqliteConnection sqlite) => SqliteFile.Rows(sqlite, $"SELECT name FROM pragma_table_info('{FollowedTable.Journal}') ORDER BY cid");
}
