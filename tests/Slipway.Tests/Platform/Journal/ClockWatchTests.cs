using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Journal;

public abstract class ClockWatchTests(DatabaseKind kind)
{
    [Fact]
    public async Task A_clock_behind_the_journal_is_noticed_at_the_next_start()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await database.Journal.AppendedAsync("run/1", 0, "a");
        database.Clock.Advance(Duration.FromHours(-1));
        var watch = database.Get<ClockWatch>();
        Assert.Null(watch.Behind);
        await watch.StartAsync(default);
        Assert.Equal(Duration.FromHours(1), watch.Behind);
        database.Clock.Advance(Duration.FromHours(1));
        Assert.Null(watch.Behind);
    }

    [Fact]
    public async Task A_clock_set_back_while_running_is_noticed()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        var watch = database.Get<ClockWatch>();
        await watch.StartAsync(default);
        await database.Journal.AppendedAsync("run/1", 0, "a");
        Assert.Null(watch.Behind);
        database.Clock.Advance(Duration.FromSeconds(-1));
        Assert.Null(watch.Behind);
        database.Clock.Advance(Duration.FromMinutes(-5));
        Assert.Equal(Duration.FromSeconds(301), watch.Behind);
        await database.Journal.AppendedAsync("run/1", 1, "acts go on");
        Assert.Equal(Duration.FromSeconds(301), watch.Behind);
    }
}

public sealed class ClockWatchTestsOnSqlite() : ClockWatchTests(DatabaseKind.Sqlite);

public sealed class ClockWatchTestsOnPostgres() : ClockWatchTests(DatabaseKind.Postgres);
