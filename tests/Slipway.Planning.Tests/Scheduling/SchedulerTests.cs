using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class SchedulerTests
{
    [Fact]
    public void Starts_at_T0_and_follows_the_links()
    {
        var schedule = Of(new PlanBuilder().Task("freeze", 10).Task("copy", 20, after: ["freeze"]).Task("check", 5, after: ["freeze"]).Milestone("open", ["copy", "check"]));
        Assert.Equal("freeze 0-10/0-10, copy 10-30/10-30, check 10-15/25-30, open 30-30/30-30", Text(schedule));
        Assert.Equal(["freeze", "copy", "open"], schedule.CriticalPath);
        Assert.Equal(["freeze", "copy", "open"], schedule.Tasks.Where(task => task.Critical).Select(task => task.Id));
        Assert.Equal(Duration.FromMinutes(15), schedule.Task("check")!.Slack);
    }

    [Theory]
    [InlineData("FS", 10, 15)]
    [InlineData("FS+5", 15, 20)]
    [InlineData("FS-4", 6, 11)]
    [InlineData("SS", 0, 5)]
    [InlineData("SS+5", 5, 10)]
    [InlineData("FF", 5, 10)]
    [InlineData("FF+2", 7, 12)]
    [InlineData("SF+20", 15, 20)]
    [InlineData("SF", 0, 5)]
    public void Keeps_each_kind_of_link(string link, double start, double finish)
    {
        var second = Of(new PlanBuilder().Task("first", 10).Task("second", 5, after: [$"first {link}"])).Task("second")!;
        Assert.Equal((start, finish), (FromT0(second.EarliestStart), FromT0(second.EarliestFinish)));
    }

    [Fact]
    public void A_task_of_the_launch_phase_starts_at_T0_even_when_preparation_ends_long_before()
    {
        var schedule = Of(new PlanBuilder()
            .Task("train", 60, with: task => task with { Phase = Phase.Prepare, NotBefore = Days(-3) })
            .Task("invite", 60, with: task => task with { Phase = Phase.Prepare })
            .Task("freeze", 10, after: ["train"])
            .Task("early", 10, with: task => task with { NotBefore = Minutes(-30) })
            .Task("next", 10, after: ["early"]));
        Assert.Equal([-4320, -4320, 0, -30, -20], schedule.Tasks.Select(task => FromT0(task.EarliestStart)));
    }

    [Fact]
    public void A_deadline_gives_negative_slack_where_it_cannot_be_met()
    {
        var schedule = Of(new PlanBuilder().Task("load", 30).Task("check", 10, after: ["load"], with: task => task with { NotAfter = Minutes(35) }).Task("long", 60));
        Assert.Equal([-5, -5, 0], schedule.Tasks.Select(task => task.Slack.TotalMinutes));
        Assert.All(schedule.Tasks, task => Assert.True(task.Critical));
        Assert.Equal(["long"], schedule.CriticalPath);
    }

    [Fact]
    public void Names_the_whole_cycle_and_computes_nothing()
    {
        var schedule = Of(new PlanBuilder().Task("a", 1, after: ["c"]).Task("b", 1, after: ["a"]).Task("c", 1, after: ["b"]).Task("d", 1, after: ["c"]));
        Assert.Empty(schedule.Tasks);
        Assert.Equal(3, schedule.Cycle.Count);
        var start = schedule.Cycle.ToList().IndexOf("a");
        Assert.Equal(["a", "b", "c"], Enumerable.Range(start, 3).Select(i => schedule.Cycle[i % 3]));
    }

    [Fact]
    public void A_task_that_waits_for_itself_is_a_cycle_of_one() =>
        Assert.Equal(["a"], Of(new PlanBuilder().Task("a", 1, after: ["a"])).Cycle);

    [Fact]
    public void Leaves_out_links_to_nothing_and_the_second_of_two_equal_ids()
    {
        var schedule = Of(new PlanBuilder().Task("a", 10, after: ["nobody", "undo"]).Task("a", 99).Task("b", 5, after: ["a"]).Rollback("undo", 60));
        Assert.Equal("a 0-10/0-10, b 10-15/10-15", Text(schedule));
    }

    [Fact]
    public void A_plan_without_tasks_starts_and_ends_at_T0()
    {
        var schedule = Of(new PlanBuilder());
        Assert.Equal((0, 0), (FromT0(schedule.Start), FromT0(schedule.Finish)));
        Assert.Empty(schedule.CriticalPath);
    }

    [Fact]
    public void A_rehearsal_moves_every_wall_clock_with_its_T0()
    {
        var plan = new PlanBuilder().Task("a", 10, with: task => task with { NotBefore = new PlanTime.WallClock(new LocalDateTime(2027, 2, 6, 2, 10)) }).Build();
        var rehearsal = plan.Launch.Clock(Instant.FromUtc(2026, 12, 1, 9, 0));
        Assert.Equal(Instant.FromUtc(2026, 12, 1, 9, 10), Scheduler.Compute(plan, rehearsal).Start);
    }

    [Fact]
    public void Plans_the_likely_of_three_estimates()
    {
        var takes = new Estimate(PlanDuration.FromMinutes(5), PlanDuration.FromMinutes(12), PlanDuration.FromMinutes(40));
        Assert.Equal(12, FromT0(Of(new PlanBuilder().Task("a", with: task => task with { Takes = takes })).Finish));
    }

    internal static Schedule Of(PlanBuilder builder, Func<Plan, Progress>? progress = null)
    {
        var plan = builder.Build();
        return Scheduler.Compute(plan, plan.Launch.Clock(), progress?.Invoke(plan));
    }

    /// <summary>Minutes from T-0 of a plan that keeps the builder's T-0.</summary>
    internal static double FromT0(Instant instant) => (instant - Instant.FromUtc(2027, 2, 5, 23, 0)).TotalMinutes;

    private static string Text(Schedule schedule) => string.Join(", ", schedule.Tasks.Select(task =>
        $"{task.Id} {FromT0(task.EarliestStart)}-{FromT0(task.EarliestFinish)}/{FromT0(task.LatestStart)}-{FromT0(task.LatestFinish)}"));
}
