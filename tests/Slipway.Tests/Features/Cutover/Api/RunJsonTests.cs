using NodaTime;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Api;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Api;

/// <summary>A run as the API tells it.</summary>
public sealed class RunJsonTests
{
    [Fact]
    public void A_go_live_that_was_left_out_is_none()
    {
        var skipped = Loaded().Act(6, "tessema", new SkipTask { Task = "open", Reason = "The minister said no" });
        Assert.Equal(TaskState.Skipped, skipped.StateOf("open", 6));
        Assert.Null(Json(skipped, 7).Forecast.GoLive);
        var reached = Loaded().Finish(9, "farah", "check");
        Assert.Equal("2027-02-06T02:09:00+03:00", Json(reached, 10).Forecast.GoLive);
    }

    [Fact]
    public void Of_a_run_that_is_over_there_is_no_forecast()
    {
        var run = Loaded();
        Assert.NotNull(Json(run, 6).Forecast.P50);
        var forecast = Json(run.Act(7, "tessema", new CancelRun { Reason = "Flood" }), 9).Forecast;
        Assert.Equal(("2027-02-06T02:07:00+03:00", null, null, null), (forecast.Finish, forecast.P50, forecast.P80, forecast.GoLive));
        Assert.Null(forecast.InsideWindow);
    }

    [Fact]
    public void After_the_point_of_no_return_there_is_no_deadline_to_go_back()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load");
        Assert.NotNull(Json(run, 5).RollbackDeadline);
        Assert.Null(Json(run.Start(6, "farah", "check"), 7).RollbackDeadline);
    }

    private static RunBuilder Loaded() => RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").Start(6, "farah", "check");

    private static Plan Plan() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
        .Task("check", 5, "farah", after: ["load"], with: task => task with { Undo = new Undo.Impossible() })
        .Milestone("open", ["check"], goLive: true)
        .Task("tell", 5, "farah", after: ["open"])
        .Rollback("unload", 5, "farah")
        .Build();

    private static RunJson Json(RunBuilder run, double minute)
    {
        var now = run.T0 + Duration.FromMinutes(minute);
        var record = new RunRecord { Id = Guid.CreateVersion7(), Launch = "sample", Number = 1, Mode = RunMode.Rehearsal, PlanHash = "hash", PlanNumber = 1, Created = now };
        return RunJson.Of(new Run(record, run.State), RunForecast.Of(run.State, now), now);
    }
}
