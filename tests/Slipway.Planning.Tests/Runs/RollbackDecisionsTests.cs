using NodaTime;
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
    public void Who_stands_in_for_others_takes_back_their_tasks_one_after_the_other()
    {
        Assert.Equal([10, 10], PlannedStarts(GoingBack()));
        Assert.Equal([10, 14], PlannedStarts(GoingBack(new Substitute { Person = "farah", By = "osei" })));

        static RunBuilder GoingBack(params RunCommand[] before)
        {
            var run = RunBuilder.Begun(SideBySide()).StartAndFinish(0, 5, "farah", "load").StartAndFinish(0, 5, "osei", "announce");
            foreach (var act in before)
                Accepted(run.Act(9, "tessema", act));
            return run.Act(10, "tessema", new RollBack { Reason = "Stop" });
        }

        static IEnumerable<double> PlannedStarts(RunBuilder run)
        {
            Accepted(run);
            return run.State.ActiveTasks.Select(task => (run.State.Planned[task.Id].Start - run.State.T0).TotalMinutes).Order();
        }
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
    public void A_point_of_no_return_that_lies_before_the_segment_is_passed()
    {
        var run = RunBuilder.Begun(Plan(), assumed: ["load", "point", "switch", "pay"]).Act(0, "tessema", new RollBack { Reason = "Stop" });
        Refused("point-of-no-return-passed", run);
        Assert.Equal([RefusalValues.Task("pay")], run.Refused!.Values);
    }

    [Fact]
    public void A_gate_after_which_there_is_no_return_may_say_no_go_and_go_back()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Gate("go", ["tessema"], "tessema", ["load"], with: gate => gate with { Undo = new Undo.Impossible() }).Rollback("unload", 2, "farah").Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load").Act(6, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.NoGoRollBack, Reason = "Totals are off" });
        Accepted(run);
        Assert.Equal(RunStatus.RollingBack, run.State.Status);
    }

    [Fact]
    public void A_gate_of_the_rollback_plan_is_decided_while_the_run_goes_back_and_only_then()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Gate("go", ["tessema"], "tessema", ["load"]).Rollback("unload", 2, "farah")
            .Rollback("reopen", after: ["unload"], with: task => task with { Kind = TaskKind.Gate, Gate = new GateRules(["tessema"], "tessema", null, []) }).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load").Act(6, "tessema", new RollBack { Reason = "Stop" }).Act(7, "tessema", new Vote { Task = "reopen", Go = true });
        Accepted(run);
        Refused("rolling-back-now", run.Act(7, "tessema", new Vote { Task = "go", Go = true }));
        Refused("waits-for", run.Act(8, "tessema", new DecideGate { Task = "reopen", Outcome = GateOutcome.Go }));
        Accepted(run.StartAndFinish(8, 9, "farah", "unload").Act(10, "tessema", new DecideGate { Task = "reopen", Outcome = GateOutcome.Go }));
        Assert.Equal(RunStatus.RolledBack, run.State.Status);
    }

    [Fact]
    public void A_run_does_not_go_back_before_what_people_did_in_it_nor_a_rollback_task_before_that()
    {
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load");
        Refused("before-what-was-done", run.Act(7, "tessema", new RollBack { Reason = "Stop", HappenedAt = run.T0 + Duration.FromMinutes(4) }));
        Accepted(run.Act(7, "tessema", new RollBack { Reason = "Stop", HappenedAt = run.T0 + Duration.FromMinutes(6) }));
        Refused("before-the-rollback", run.Act(8, "farah", new StartTask { Task = "unload", HappenedAt = run.T0 + Duration.FromMinutes(5) }));
        Accepted(run.Act(8, "farah", new StartTask { Task = "unload", HappenedAt = run.T0 + Duration.FromMinutes(6) }));
    }

    [Fact]
    public void A_way_back_that_waits_for_itself_is_refused_and_named()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner])
            .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Task("point", 4, "osei", ["load"], task => task with { Undo = new Undo.By("unpoint") })
            .Rollback("unload", 2, "farah").Rollback("unpoint", 2, "osei", ["unload"]).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load").Act(6, "tessema", new RollBack { Reason = "Stop" });
        Refused("way-back-is-a-cycle", run);
        Assert.Contains(RefusalValues.Task("unload"), Assert.Single(run.Refused!.Values));
        Assert.Equal(RunStatus.Running, run.State.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_never_started_is_planned_and_not_late_once_the_run_goes_back_or_is_over(bool cancelled)
    {
        RunCommand stop = cancelled ? new CancelRun { Reason = "Stop" } : new RollBack { Reason = "Stop" };
        var run = RunBuilder.Begun(Plan()).StartAndFinish(0, 5, "farah", "load").Act(6, "osei", new BlockTask { Task = "point", Reason = "No key" });
        Assert.Equal([TaskFlags.Late, TaskFlags.Blocked], TaskFlags.Of(run.State, run.State.Plan.Task("point")!, run.T0 + Duration.FromHours(5)));
        run.Act(7, "tessema", stop);
        Assert.Equal(TaskState.Planned, run.StateOf("point", 300));
        Assert.Empty(TaskFlags.Of(run.State, run.State.Plan.Task("point")!, run.T0 + Duration.FromHours(5)));
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

    private static Plan SideBySide() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
        .Task("announce", 5, "osei", with: task => task with { Undo = new Undo.By("withdraw") })
        .Task("watch", 60, "tessema")
        .Rollback("unload", 4, "farah")
        .Rollback("withdraw", 4, "osei")
        .Build();

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
