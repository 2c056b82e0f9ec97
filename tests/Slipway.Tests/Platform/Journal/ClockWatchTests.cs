using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
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

    [Fact]
    public async Task Verification_says_loudly_that_the_clock_is_behind_and_the_journal_is_whole_all_the_same()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        string[] where = database.Place.IsSqlite ? ["--data", database.Place.DataFolder!] : ["--db", database.Place.ConnectionString!];
        // The program's clock is the machine's own; the entry comes from one that went two days and half an hour ahead.
        database.Clock.Reset(SystemClock.Instance.GetCurrentInstant().CutToMicroseconds() + Duration.FromHours(48.5));
        await database.Journal.AppendedAsync("run/1", 0, "a");

        var (code, results, words) = await SlipwayProcess.RunAsync(["journal", "verify", .. where]);

        Assert.Equal(0, code);
        Assert.StartsWith("The journal is whole: ", results, StringComparison.Ordinal);
        Assert.Equal("The clock of this machine is 2 d 0 h behind the journal's last entry. Set it right before anybody acts.", words.Trim());
    }

    [Fact]
    public async Task Verification_says_nothing_of_a_clock_that_is_right()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        string[] where = database.Place.IsSqlite ? ["--data", database.Place.DataFolder!] : ["--db", database.Place.ConnectionString!];
        database.Clock.Reset(SystemClock.Instance.GetCurrentInstant().CutToMicroseconds());
        await database.Journal.AppendedAsync("run/1", 0, "a");

        var (code, _, words) = await SlipwayProcess.RunAsync(["journal", "verify", .. where]);

        Assert.Equal((0, ""), (code, words));
    }

    [Theory]
    [InlineData(3, "3 s")]
    [InlineData(301, "5 min 1 s")]
    [InlineData(7_260, "2 h 1 min")]
    [InlineData(90_000, "1 d 1 h")]
    public void A_length_is_said_in_its_two_largest_units(int seconds, string words) =>
        Assert.Equal(words, ClockWatch.Words(Duration.FromSeconds(seconds)));
}

public sealed class ClockWatchTestsOnSqlite() : ClockWatchTests(DatabaseKind.Sqlite);

public sealed class ClockWatchTestsOnPostgres() : ClockWatchTests(DatabaseKind.Postgres);
