using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Rooms;

public sealed class RoomChartsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Fact]
    public void On_the_way_back_everything_that_an_attempt_was_made_at_stays_in_sight()
    {
        var run = RunBuilder.Begun(new PlanBuilder()
                .Person("tessema", [Roles.ServiceOwner]).Person("farah").Shift(-30, 240, "tessema")
                .Task("load", 5, "farah", with: By("unload")).Task("count", 5, "farah", with: By("uncount")).Task("tell", 5, "farah", after: ["load", "count"])
                .Rollback("unload", 2, "farah").Rollback("uncount", 2, "farah").Build())
            .StartAndFinish(0, 5, "farah", "load")
            .Act(6, "tessema", new ReopenTask { Task = "load", Reason = "Totals are off" })
            .Start(6, "farah", "count")
            .Act(7, "farah", new FailTask { Task = "count", Reason = "Disk full" })
            .Act(8, "tessema", new SkipTask { Task = "count", Reason = "Not needed" })
            .Act(9, "tessema", new RollBack { Reason = "Stop" });
        Assert.Null(run.Refused);
        var now = run.T0 + Duration.FromMinutes(9);
        var record = new RunRecord { Id = Guid.NewGuid(), Launch = "usct", Number = 1, Mode = RunMode.Rehearsal, PlanHash = "", PlanNumber = 1, Created = run.T0 };
        var forecast = RunForecast.Of(run.State, now, trials: 10);
        var chart = RoomCharts.Of(new Run(record, run.State), forecast, ShownTasks.Of(run.State, forecast, now), new RunWords(Catalog.In("en"), run.State), now);
        Assert.Equal(["count", "load", "uncount", "unload"], chart.Lanes.SelectMany(lane => lane.Tasks).Select(task => task.Id).Order());
    }

    private static Func<PlanTask, PlanTask> By(string undo) => task => task with { Undo = new Undo.By(undo) };
}
