using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

public sealed class RollbackDecisionsTests
{
    [Fact]
    public void Going_back_takes_back_what_was_done_in_reverse_and_abandons_what_is_under_way()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").StartAndFinish(5, 9, "osei", "point").Start(9, "farah", "switch");
        Accepted(run.Act(10, "tessema", new RollBack { Reason = "Totals are off" }));
        Assert.Equal(RunStatus.RollingBack, run.State.Status);
        Assert.Equal(TaskState.Abandoned, run.State.Tasks["switch"].Stored);
        Assert.Equal(["unload", "unpoint", "unswitch", "tell-all"], run.State.ActiveTasks.Select(task => task.Id));
        Assert.Equal(TaskState.Ready, run.StateOf("unswitch", 10));
        Refused("waits-for", run.Start(10, "farah", "unload"));
        Refused("waits-for", run.Start(10, "osei", "unpoint"));
        run.StartAndFinish(10, 12, "farah", "unswitch");
        Refused("waits-for", run.Start(12, "farah", "unload"));
        run.StartAndFinish(12, 14, "osei", "unpoint").StartAndFinish(14, 16, "farah", "unload");
        Assert.Equal(RunStatus.RollingBack, run.State.Status);
        run.StartAndFinish(16, 17, "osei", "tell-all");
        Assert.Equal(RunStatus.RolledBack, run.State.Status);
    }

    [Fact]
    public void What_never_started_is_not_taken_back()
    {
        var run = RunBuilder.Begun(Plan()).Start(0, "farah", "load").Act(1, "tessema", new RollBack { Reason = "Stop" });
        Assert.Equal(["unload", "tell-all"], run.State.ActiveTasks.Select(task => task.Id));
    }

    [Fact]
    public void What_was_reopened_is_taken_back_too()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").Act(6, "wako", new ReopenTask { Task = "load", Reason = "Totals are off" });
        Accepted(run);
        Accepted(run.Act(7, "tessema", new RollBack { Reason = "Stop" }));
        Assert.Equal(["unload", "tell-all"], run.State.ActiveTasks.Select(task => task.Id));
    }

    [Fact]
    public void What_failed_before_it_was_skipped_is_taken_back_too()
    {
        var run = RunBuilder.Begun(Plan()).Start(0, "farah", "load").Act(1, "farah", new FailTask { Task = "load", Reason = "Disk full" }).Act(2, "tessema", new SkipTask { Task = "load", Reason = "Half of it is there" });
        Accepted(run);
        Accepted(run.Act(3, "tessema", new RollBack { Reason = "Stop" }));
        Assert.Equal(["unload", "tell-all"], run.State.ActiveTasks.Select(task => task.Id));
    }

    [Fact]
    public void A_start_that_was_taken_back_and_what_was_skipped_untouched_leave_nothing_to_take_back()
    {
        var run = RunBuilder.Begun(Plan()).Start(0, "farah", "load").Act(0.2, "farah", new TakeBack { Task = "load" }).Act(1, "tessema", new SkipTask { Task = "load", Reason = "Not needed" });
        Accepted(run);
        Accepted(run.Act(2, "tessema", new RollBack { Reason = "Stop" }));
        Assert.Equal(["tell-all"], run.State.ActiveTasks.Select(task => task.Id));
    }

    [Fact]
    public void After_the_point_of_no_return_a_rollback_is_refused_and_the_task_is_named()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").StartAndFinish(5, 6, "osei", "point").StartAndFinish(6, 8, "farah", "switch").Start(8, "farah", "pay");
        run.Act(9, "tessema", new RollBack { Reason = "Stop" });
        Refused("point-of-no-return-passed", run);
        Assert.Equal([RefusalValues.Task("pay")], run.Refused!.Values);
    }

    [Fact]
    public void Going_back_says_why_and_is_for_those_who_lead()
    {
        var run = RunBuilder.Begun(Plan());
        Refused("reason-required", run.Act(0, "tessema", new RollBack()));
        Refused("only-leaders", run.Act(0, "farah", new RollBack { Reason = "I am tired" }));
    }

    [Fact]
    public void Forward_tasks_stand_still_while_the_run_rolls_back()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").Act(6, "tessema", new RollBack { Reason = "Stop" });
        Refused("rolling-back-now", run.Start(7, "osei", "point"));
    }

    private static Plan Plan() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Person("wako")
        .Shift(-30, 240, "wako")
        .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
        .Task("point", 4, "osei", after: ["load"], with: task => task with { Undo = new Undo.By("unpoint") })
        .Task("switch", 3, "farah", after: ["point"], with: task => task with { Undo = new Undo.By("unswitch") })
        .Task("pay", 3, "farah", after: ["switch"], with: task => task with { Undo = new Undo.Impossible() })
        .Rollback("unload", 2, "farah")
        .Rollback("unpoint", 2, "osei")
        .Rollback("unswitch", 2, "farah")
        .Rollback("tell-all", 1, "osei", after: ["unload"])
        .Build();
}
