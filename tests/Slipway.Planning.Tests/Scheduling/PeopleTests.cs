using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;
using static Slipway.Planning.Tests.Scheduling.SchedulerTests;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class PeopleTests
{
    [Fact]
    public void Nobody_does_two_attended_tasks_at_once_and_the_more_urgent_goes_first()
    {
        var schedule = Of(new PlanBuilder().Task("report", 10, "farah").Task("load", 20, "farah").Task("check", 30, "osei", ["load"]));
        Assert.Equal("report 20-30, load 0-20, check 20-50", Planned(schedule));
        Assert.Equal(0, FromT0(schedule.Task("report")!.EarliestStart));
        Assert.Equal(["farah"], schedule.Task("report")!.People);
    }

    [Fact]
    public void What_comes_after_the_launch_phase_yields_to_it_even_if_it_ends_last()
    {
        var schedule = Of(new PlanBuilder()
            .Milestone("open")
            .Task("stand-by", 2880, "elias", ["open"], task => task with { Phase = Phase.Stabilise })
            .Task("hotline", 5, "elias", ["open"]));
        Assert.Equal("open 0-0, stand-by 5-2885, hotline 0-5", Planned(schedule));
    }

    [Fact]
    public void Unattended_tasks_milestones_and_gates_need_nobody()
    {
        var schedule = Of(new PlanBuilder()
            .Task("work", 60, "farah")
            .Task("copy", 60, "farah", with: task => task with { Attended = false })
            .Gate("go", ["farah"], "farah", with: task => task with { Owner = "farah", Takes = Estimate.Exactly(PlanDuration.FromMinutes(5)) })
            .Milestone("open", with: task => task with { Owner = "farah" }));
        Assert.All(schedule.Tasks, task => Assert.Equal(0, FromT0(task.PlannedStart)));
        Assert.Empty(schedule.Task("copy")!.People);
    }

    [Fact]
    public void A_checkpoint_takes_everybody_who_is_called()
    {
        var schedule = Of(new PlanBuilder()
            .Task("a", 30, "farah").Task("b", 20, "osei", ["a SS"])
            .Task("status", 10, "wako", with: task => task with { Kind = TaskKind.Checkpoint, Who = ["farah", "osei"], NotBefore = Minutes(5) }));
        Assert.Equal("a 0-30, b 0-20, status 30-40", Planned(schedule));
        Assert.Equal(["wako", "farah", "osei"], schedule.Task("status")!.People);
    }

    [Fact]
    public void Uses_the_gap_before_a_task_that_a_clock_holds()
    {
        var schedule = Of(new PlanBuilder()
            .Task("switch", 30, "farah", with: task => task with { NotBefore = Minutes(20), NotAfter = Minutes(50) })
            .Task("small", 15, "farah", with: task => task with { NotAfter = Minutes(200) })
            .Task("large", 25, "farah").Task("end", 100, after: ["switch"]));
        Assert.Equal("switch 20-50, small 0-15, large 50-75, end 50-150", Planned(schedule));
    }

    [Fact]
    public void A_role_is_its_holder_on_shift_when_the_task_starts()
    {
        var builder = new PlanBuilder()
            .Person("night", [Roles.ItOperations]).Person("day", [Roles.ItOperations])
            .Shift(-60, 60, null, null, "night").Shift(60, 300, null, null, "day")
            .Task("first", 50, Roles.ItOperations).Task("second", 50, Roles.ItOperations, with: task => task with { NotAfter = Minutes(280) })
            .Task("third", 50, Roles.ItOperations, with: task => task with { NotAfter = Minutes(290) }).Task("end", 250);
        var schedule = Of(builder);
        // The second starts on the night shift and keeps its holder; the day shift's holder is free from minute 60.
        Assert.Equal("first 0-50, second 50-100, third 60-110, end 0-250", Planned(schedule));
        Assert.Equal(["night", "night", "day"], schedule.Tasks.Take(3).Select(task => task.People.Single()));
    }

    [Fact]
    public void Owner_and_role_that_are_one_person_count_once()
    {
        var schedule = Of(new PlanBuilder().Person("wako").Shift(-60, 300, "wako").Task("a", 10, Roles.CutoverManager, with: task => task with { Who = ["wako"] }));
        Assert.Equal(["wako"], schedule.Task("a")!.People);
    }

    [Fact]
    public void A_role_that_nobody_holds_holds_nothing_up()
    {
        var schedule = Of(new PlanBuilder().Task("a", 10, Roles.Scribe).Task("b", 10, Roles.Scribe));
        Assert.Equal("a 0-10, b 0-10", Planned(schedule));
    }

    internal static string Planned(Schedule schedule) =>
        string.Join(", ", schedule.Tasks.Select(task => $"{task.Id} {FromT0(task.PlannedStart)}-{FromT0(task.PlannedFinish)}"));
}
