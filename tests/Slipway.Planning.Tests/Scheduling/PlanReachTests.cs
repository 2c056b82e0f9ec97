using NodaTime;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class PlanReachTests
{
    private static readonly Estimate TenYears = Estimate.Exactly(new PlanDuration(3650, Duration.Zero));

    [Fact]
    public void A_plan_that_no_calendar_holds_has_an_error_and_no_times()
    {
        var plan = Chain(900, false);
        Assert.Equal("t100", Assert.Single(PlanChecks.Run(plan, PlanSource.None), problem => problem.Rule == "plan-too-long").Task);
        var clock = plan.Launch.Clock();
        Assert.False(Scheduler.Compute(plan, clock).Exists);
        Assert.Equal(0, Simulation.Run(plan, clock, null, new SimulationOptions(10)).InsideWindow);
        Assert.Null(RollbackDeadline.Find(plan, clock, null, new SimulationOptions(10)).Latest);
    }

    [Fact]
    public void Nor_is_a_rollback_computed_that_no_calendar_holds()
    {
        var plan = Chain(900, true);
        Assert.Equal("t100", Assert.Single(PlanChecks.Run(plan, PlanSource.None), problem => problem.Rule == "plan-too-long").Task);
        var clock = plan.Launch.Clock();
        Assert.Null(Simulation.Run(plan, clock, null, new SimulationOptions(10)).Rollback);
        Assert.Null(RollbackDeadline.Find(plan, clock, null, new SimulationOptions(10)).Latest);
    }

    [Fact]
    public void Work_that_stops_when_its_team_closes_counts_with_the_nights_between()
    {
        // 3,660 days of work of a team that is there an hour a week: 1,684 years.
        var slow = new PlanBuilder().Person("ali").Team("dba", ["ali"], [PlanBuilder.Hours(8, 9, IsoDayOfWeek.Monday), PlanBuilder.Hours(8, 9, IsoDayOfWeek.Monday)])
            .Task("t", 3660 * 24 * 60, "ali", with: task => task with { Phase = Phase.Prepare, Team = "dba" }).Build();
        Assert.Contains(PlanChecks.Run(slow, PlanSource.None), problem => problem.Rule == "plan-too-long");
    }

    [Fact]
    public void A_hundred_tasks_of_ten_years_still_have_times()
    {
        var plan = Chain(100, false);
        Assert.DoesNotContain(PlanChecks.Run(plan, PlanSource.None), problem => problem.Rule == "plan-too-long");
        Assert.Equal(3026, Scheduler.Compute(plan, plan.Launch.Clock()).Finish.InUtc().Year);
    }

    private static Plan Chain(int count, bool back)
    {
        var builder = new PlanBuilder();
        if (back)
            builder.Task("do", 10);
        for (var i = 0; i < count; i++)
            _ = back ? builder.Rollback($"t{i}", 1, after: After(i), with: Long) : builder.Task($"t{i}", 1, after: After(i), with: Long);
        return builder.Build();

        static string[] After(int i) => i > 0 ? [$"t{i - 1}"] : [];
        static PlanTask Long(PlanTask task) => task with { Takes = TenYears };
    }
}
