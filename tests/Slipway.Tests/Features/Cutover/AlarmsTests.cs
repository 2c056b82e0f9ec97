using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Journal;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover;

/// <summary>Alarms and a clock that is wrong, on a server whose clock the test moves.</summary>
public sealed class AlarmsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly RunningDrill.OnSqlite drill = new();

    public ValueTask InitializeAsync() => drill.InitializeAsync();

    public ValueTask DisposeAsync() => drill.DisposeAsync();

    [Fact]
    public async Task The_room_is_warned_before_going_back_is_impossible_or_too_late()
    {
        var alarms = new BlockingCollection<AlarmRaised>();
        drill.App.Services.GetRequiredService<JournalStore>().Committed += entries =>
        {
            foreach (var entry in entries.Where(entry => entry.Type == "alarm-raised"))
                alarms.Add((AlarmRaised)RunStore.Event(entry));
        };
        var run = await drill.RehearsalAsync();
        // From the beginning to the message that cannot be called back the drill takes about twelve minutes.
        var first = Next();
        Assert.Equal((15, LimitKind.PointOfNoReturn, "tell-everybody"), (first.Minutes, first.Limit, first.Task));
        Assert.Equal(RunCommand.Clock, first.Actor);

        // Nobody acts, so that point moves away, and the last moment for a rollback comes near.
        drill.Clock.MoveMinutes(18);
        var second = Next();
        Assert.Equal((5, LimitKind.RollbackDeadline, null), (second.Minutes, second.Limit, second.Task));
        Assert.InRange((second.LimitAt - second.At).TotalMinutes, 0, 5);

        using var manager = await drill.AsAsync("daher");
        var page = await manager.GetStringAsync("/launches/drill/room/1");
        Assert.Contains("data-alarm=\"drill-1-", page, StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, run);

        AlarmRaised Next() => alarms.TryTake(out var alarm, Patience) ? alarm : throw new TimeoutException("No alarm came.");
    }

    [Fact]
    public async Task A_clock_behind_the_journal_is_said_on_every_page_of_a_run_and_to_who_watches_the_server()
    {
        await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        drill.Clock.Move(Duration.FromHours(-2));
        foreach (var page in new[] { "room/1", "room/1?wall=true", "tasks/1", "room/1/control", "room/1/people", "room/1/issues", "room/1/tasks/roll-call", "room/1/gates/go", "room/1/add-task", "room/1/status", "review/1", "journal/1" })
            Assert.Contains("behind its own journal", await manager.GetStringAsync($"/launches/drill/{page}"), StringComparison.Ordinal);
        Assert.Contains("behind the journal", await manager.GetStringAsync("/readyz"), StringComparison.Ordinal);
        drill.Clock.Move(Duration.FromHours(2));
        Assert.DoesNotContain("behind", await manager.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }
}
