using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Rooms;

public sealed class RoomRowsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Fact]
    public void What_waits_for_a_person_to_release_it_needs_someone_and_is_not_among_what_comes_by_itself()
    {
        var rows = Rows(hold: true);
        var needed = Assert.Single(rows.NeedsSomeone());
        Assert.Equal(("load", ShownState.Ready, "It is ready and waits for a person to release it."), (needed.Task, needed.State, needed.Why));
        Assert.DoesNotContain(rows.Next([needed]), row => row.Task == "load");
    }

    [Fact]
    public void What_acts_without_being_released_needs_nobody() => Assert.Empty(Rows(hold: false).NeedsSomeone());

    private static RoomRows Rows(bool hold)
    {
        var work = new AutomatedWork { With = new CommandSettings { Program = "/opt/load" }, Hold = hold };
        var run = RunBuilder.Begun(
            new PlanBuilder().Person("farah").Task("load", 5, "farah", with: task => task with { Work = work, Attended = false }).Task("look", 5, "farah", after: ["load"]).Build(),
            beginsAt: 0, acts: true);
        var record = new RunRecord { Id = Guid.NewGuid(), Launch = "usct", Number = 1, Mode = RunMode.Rehearsal, PlanHash = "", PlanNumber = 1, Created = run.T0 };
        var now = run.T0;
        var shown = ShownTasks.Of(run.State, RunForecast.Of(run.State, now, trials: 100), now);
        return new RoomRows(new Run(record, run.State), shown, new RunWords(Catalog.In("en"), run.State), now);
    }
}
