using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Notices;

public abstract class NoticeBoxTests(DatabaseKind kind)
{
    [Fact]
    public async Task The_same_notice_is_put_in_once_also_by_two_nodes_at_once()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using var other = database.Again();
        var boxes = new[] { Box(database), Box(other) };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => boxes[turn % 2].PutAsync([Notice("a", database), Notice("b", database)], default)));
        Assert.Equal(["a", "b"], (await boxes[0].KeysAsync("run:1", default)).Order());
    }

    [Fact]
    public async Task The_database_is_asked_only_when_something_was_put_in_or_is_due()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var box = Box(database);
        Assert.Empty(await box.DueAsync(default));
        await database.ExecuteAsync("DROP TABLE notices");
        Assert.Empty(await box.DueAsync(default));
    }

    [Fact]
    public async Task What_waits_for_its_next_try_is_due_then_and_not_before()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var box = Box(database);
        var later = Notice("a", database);
        later.NextTry = database.Clock.GetCurrentInstant() + Duration.FromSeconds(40);
        await box.PutAsync([later], default);
        Assert.Empty(await box.DueAsync(default));
        database.Clock.AdvanceSeconds(39);
        Assert.Empty(await box.DueAsync(default));
        database.Clock.AdvanceSeconds(2);
        Assert.Equal([NoticeChannel.Email], await box.DueAsync(default));
    }

    [Fact]
    public void Between_tries_it_waits_seconds_first_and_half_an_hour_at_last()
    {
        Assert.Equal(Duration.FromSeconds(5), NoticeDispatch.WaitAfter(1));
        Assert.Equal(Duration.FromSeconds(10), NoticeDispatch.WaitAfter(2));
        Assert.Equal(Duration.FromMinutes(30), NoticeDispatch.WaitAfter(12));
        Assert.Equal(Duration.FromMinutes(30), NoticeDispatch.WaitAfter(1000));
    }

    private static NoticeBox Box(TestDatabase database) => new(database.Get<IDbContextFactory<SlipwayDb>>(), database.Place, database.Clock);

    private static NoticeRecord Notice(string key, TestDatabase database) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = key,
        Channel = NoticeChannel.Email,
        Address = "asha@example.org",
        About = "run:1",
        Kind = "turn",
        Launch = "usct",
        Language = "en",
        Subject = "Your turn",
        Text = "Your turn",
        Created = database.Clock.GetCurrentInstant(),
        Due = database.Clock.GetCurrentInstant(),
        NextTry = database.Clock.GetCurrentInstant(),
    };
}

public sealed class NoticeBoxOnSqliteTests() : NoticeBoxTests(DatabaseKind.Sqlite);

public sealed class NoticeBoxOnPostgresTests() : NoticeBoxTests(DatabaseKind.Postgres);
