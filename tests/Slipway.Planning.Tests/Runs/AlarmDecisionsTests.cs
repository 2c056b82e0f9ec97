using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class AlarmDecisionsTests
{
    private static readonly Plan Plan = new PlanBuilder().Task("load", 60, "farah").Rollback("unload", 5, "farah").Build();

    [Theory]
    [InlineData(31, null)]
    [InlineData(30, 30)]
    [InlineData(16, 30)]
    [InlineData(15, 15)]
    [InlineData(6, 15)]
    [InlineData(5, 5)]
    [InlineData(1, 5)]
    [InlineData(0, null)]
    [InlineData(-3, null)]
    public void An_alarm_is_due_thirty_fifteen_and_five_minutes_before(double minutesLeft, int? due)
    {
        var run = RunBuilder.Begun(Plan);
        Assert.Equal(due, AlarmDecisions.Due(run.State, At(run, minutesLeft), run.T0));
    }

    [Fact]
    public void The_same_alarm_is_not_raised_twice_though_the_forecast_moves_a_little()
    {
        var run = RunBuilder.Begun(Plan);
        Raise(run, 0, At(run, 29));
        Assert.Equal(30, run.State.Alarm!.Minutes);
        var version = run.State.Version;
        Raise(run, 1, At(run, 35));
        Raise(run, 2, At(run, 20));
        Assert.Equal(version, run.State.Version);
        Raise(run, 3, At(run, 17));
        Assert.Equal(15, run.State.Alarm!.Minutes);
    }

    [Fact]
    public void When_the_moment_moved_away_by_as_much_as_the_alarm_warns_it_comes_again()
    {
        var run = RunBuilder.Begun(Plan);
        Raise(run, 0, At(run, 5));
        Raise(run, 10, At(run, 40));
        Assert.Equal((30, 10), (run.State.Alarm!.Minutes, (run.State.Alarm.At - run.T0).TotalMinutes));
    }

    [Fact]
    public void An_alarm_before_the_one_moment_is_none_before_the_other()
    {
        var run = RunBuilder.Begun(Plan);
        Raise(run, 0, At(run, 5));
        var point = new RunLimit(LimitKind.PointOfNoReturn, run.T0 + Duration.FromMinutes(10), "tell");
        Raise(run, 1, point);
        Assert.Equal((LimitKind.PointOfNoReturn, 15), (run.State.Alarm!.Limit, run.State.Alarm.Minutes));
        var version = run.State.Version;
        Raise(run, 2, At(run, 5));
        Raise(run, 3, point);
        Assert.Equal(version, run.State.Version);
        Raise(run, 4, point with { Task = "switch" });
        Assert.Equal("switch", run.State.Alarm!.Task);
    }

    [Fact]
    public void Nobody_but_the_clock_raises_an_alarm()
    {
        var run = RunBuilder.Begun(Plan);
        run.Act(0, "farah", new RaiseAlarm { Limit = At(run, 5) });
        Assert.Equal("only-the-clock-raises-alarms", run.Refused?.Rule);
    }

    [Fact]
    public void A_run_that_goes_back_has_no_limit_any_more()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 60, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Task("tell", 5, "farah", ["load"], task => task with { Undo = new Undo.Impossible() }).Rollback("unload", 5, "farah").Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load");
        var limit = RunLimit.Of(run.State, RunForecast.Of(run.State, run.T0, 200));
        Assert.Equal((LimitKind.PointOfNoReturn, "tell", 60), (limit!.Kind, limit.Task, (limit.At - run.T0).TotalMinutes));
        run.Act(1, "tessema", new RollBack { Reason = "Totals" });
        Assert.Equal(RunStatus.RollingBack, run.State.Status);
        Assert.Null(RunLimit.Of(run.State, RunForecast.Of(run.State, run.T0 + Duration.FromMinutes(1), 200)));
        Assert.Null(AlarmDecisions.Due(run.State, limit, limit.At - Duration.FromMinutes(4)));
    }

    private static RunLimit At(RunBuilder run, double minute) => new(LimitKind.RollbackDeadline, run.T0 + Duration.FromMinutes(minute), null);

    private static void Raise(RunBuilder run, double minute, RunLimit limit) => run.Act(minute, RunCommand.Clock, new RaiseAlarm { Limit = limit });
}
