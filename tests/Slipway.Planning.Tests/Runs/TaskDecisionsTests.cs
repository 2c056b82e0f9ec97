using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class TaskDecisionsTests
{
    [Fact]
    public void A_task_is_done_after_its_owner_started_and_finished_it()
    {
        var run = RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal(TaskState.Done, run.StateOf("load", 5));
        Assert.Equal(run.T0 + Duration.FromMinutes(5), run.State.Tasks["load"].Finished);
        Assert.Equal(TaskState.Ready, run.StateOf("count", 5));
    }

    [Fact]
    public void Cannot_finish_a_task_that_never_started() => Refused("not-started", RunBuilder.Begun(TwoTasks()).Finish(1, "farah", "load"));

    [Fact]
    public void Cannot_start_a_task_before_what_it_waits_for_is_done() => Refused("waits-for", RunBuilder.Begun(TwoTasks()).Start(1, "osei", "count"));

    [Fact]
    public void Cannot_start_a_task_twice() => Refused("already-in-progress", RunBuilder.Begun(TwoTasks()).Start(0, "farah", "load").Start(1, "farah", "load"));

    [Fact]
    public void Cannot_start_a_task_of_somebody_else()
    {
        var run = RunBuilder.Begun(TwoTasks()).Start(0, "noor", "load");
        Refused("not-your-task", run);
        Assert.Equal(RefusalKind.Who, run.Refused!.Kind);
    }

    [Fact]
    public void The_deputy_may_start_a_task() => Accepted(RunBuilder.Begun(TwoTasks()).Start(0, "osei", "load"));

    [Fact]
    public void A_lag_is_waited_for()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("count", 5, "osei", after: ["load FS+10"]).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load");
        Refused("not-before", run.Start(14, "osei", "count"));
        Accepted(run.Start(15, "osei", "count"));
    }

    [Fact]
    public void A_lead_lets_a_task_start_before_the_expected_end_of_the_one_before()
    {
        var plan = new PlanBuilder().Task("load", 30, "farah").Task("count", 5, "osei", after: ["load FS-10"]).Build();
        var run = RunBuilder.Begun(plan);
        Refused("waits-for", run.Start(0, "osei", "count"));
        run.Start(0, "farah", "load");
        Refused("not-before", run.Start(19, "osei", "count"));
        Accepted(run.Start(20, "osei", "count"));
    }

    [Fact]
    public void A_finish_waits_for_a_finish_to_finish_link()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("watch", 5, "osei", after: ["load FF+2"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "osei", "watch").Start(0, "farah", "load");
        Refused("finish-waits-for", run.Finish(4, "osei", "watch"));
        run.Finish(5, "farah", "load");
        Refused("finish-not-before", run.Finish(6, "osei", "watch"));
        Accepted(run.Finish(7, "osei", "watch"));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("unknown")]
    [InlineData("workaround")]
    [InlineData("block")]
    [InlineData("skip")]
    public void A_reason_is_required(string act)
    {
        var run = RunBuilder.Begun(TwoTasks());
        if (act != "skip")
            run.Start(0, "farah", "load");
        RunCommand command = act switch
        {
            "fail" => new FailTask { Task = "load", Reason = " " },
            "unknown" => new MarkUnknown { Task = "load" },
            "workaround" => new WorkAround { Task = "load" },
            "block" => new BlockTask { Task = "load" },
            _ => new SkipTask { Task = "load" },
        };
        Refused("reason-required", run.Act(1, "farah", command));
    }

    [Fact]
    public void A_failed_task_holds_what_follows_until_it_is_started_again_and_done()
    {
        var run = RunBuilder.Begun(TwoTasks()).Start(0, "farah", "load").Act(3, "farah", new FailTask { Task = "load", Reason = "Disk full" });
        Assert.Equal(TaskState.Failed, run.StateOf("load", 3));
        Refused("waits-for", run.Start(4, "osei", "count"));
        run.StartAndFinish(5, 9, "farah", "load");
        Assert.Equal(2, run.State.Tasks["load"].Attempt);
        Accepted(run.Start(9, "osei", "count"));
    }

    [Fact]
    public void A_workaround_and_a_skip_release_what_follows()
    {
        var around = RunBuilder.Begun(TwoTasks()).Start(0, "farah", "load").Act(1, "farah", new WorkAround { Task = "load", Reason = "By hand" });
        Assert.Equal(TaskState.Ready, around.StateOf("count", 1));
        var skipped = RunBuilder.Begun(TwoTasks()).Act(1, "farah", new SkipTask { Task = "load", Reason = "Loaded yesterday" });
        Assert.Equal(TaskState.Ready, skipped.StateOf("count", 1));
    }

    [Fact]
    public void A_mandatory_task_is_skipped_only_with_the_service_owners_waiver()
    {
        var run = RunBuilder.Begun(Mandatory());
        Refused("mandatory", run.Act(0, "farah", new SkipTask { Task = "load", Reason = "No time" }));
        Refused("only-the-service-owner-waives", run.Act(1, "farah", new WaiveSkip { Task = "load", Reason = "No time" }));
        Accepted(run.Act(2, "tessema", new WaiveSkip { Task = "load", Reason = "Loaded yesterday, seen by me" }));
        Accepted(run.Act(3, "farah", new SkipTask { Task = "load", Reason = "Waived" }));
    }

    [Fact]
    public void Only_the_manager_on_shift_reopens_a_done_task()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Person("wako").Shift(-30, 240, "wako").Task("load", 5, "farah").Task("count", 5, "osei", after: ["load"]).Build())
            .StartAndFinish(0, 5, "farah", "load");
        Refused("only-the-manager-reopens", run.Act(6, "farah", new ReopenTask { Task = "load", Reason = "Totals are off" }));
        Accepted(run.Act(6, "wako", new ReopenTask { Task = "load", Reason = "Totals are off" }));
        Assert.Equal(TaskState.Ready, run.StateOf("load", 6));
        Refused("waits-for", run.Start(7, "osei", "count"));
    }

    [Fact]
    public void A_finish_can_be_taken_back_within_thirty_seconds()
    {
        var run = RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load");
        Accepted(run.Act(5.5, "farah", new TakeBack { Task = "load" }));
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 6));
        Assert.Equal(run.T0, run.State.Tasks["load"].Started);
    }

    [Fact]
    public void A_finish_cannot_be_taken_back_later_or_after_the_next_one_started()
    {
        Refused("too-late-to-take-back", RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load").Act(5.6, "farah", new TakeBack { Task = "load" }));
        Refused("follower-has-started", RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load").Start(5.1, "osei", "count").Act(5.2, "farah", new TakeBack { Task = "load" }));
        Refused("only-who-did-it-takes-it-back", RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load").Act(5.2, "osei", new TakeBack { Task = "load" }));
    }

    [Fact]
    public void Taking_back_the_last_finish_opens_the_run_again()
    {
        var run = RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load").StartAndFinish(5, 9, "osei", "count");
        Assert.Equal(RunStatus.Complete, run.State.Status);
        Accepted(run.Act(9.1, "osei", new TakeBack { Task = "count" }));
        Assert.Equal(RunStatus.Running, run.State.Status);
        Assert.Null(run.State.Ended);
    }

    [Fact]
    public void It_happened_when_people_say_it_did_but_never_in_the_future_nor_before_its_start()
    {
        var run = RunBuilder.Begun(TwoTasks());
        Refused("in-the-future", run.Act(0, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(1) }));
        Refused("before-the-run", run.Act(0, "farah", new StartTask { Task = "load", HappenedAt = run.T0 - Duration.FromMinutes(31) }));
        Accepted(run.Act(4, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(1) }));
        Refused("before-its-start", run.Act(5, "farah", new FinishTask { Task = "load", HappenedAt = run.T0 }));
        Accepted(run.Act(6, "farah", new FinishTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(5) }));
        Assert.Equal(run.T0 + Duration.FromMinutes(5), run.State.Tasks["load"].Finished);
    }

    [Fact]
    public void A_second_person_confirms_before_it_is_done()
    {
        var plan = new PlanBuilder().Person("noor").Task("load", 5, "farah", with: task => task with { VerifiedBy = "noor" }).Task("count", 5, "osei", after: ["load"]).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 5));
        Refused("waits-for", run.Start(6, "osei", "count"));
        Refused("only-the-verifier", run.Act(6, "farah", new VerifyTask { Task = "load" }));
        Accepted(run.Act(7, "noor", new VerifyTask { Task = "load" }));
        Assert.Equal(TaskState.Done, run.StateOf("load", 7));
        Assert.Equal("noor", run.State.Tasks["load"].VerifiedBy);
    }

    [Fact]
    public void It_was_confirmed_or_skipped_or_begun_again_after_it_ended_and_not_before()
    {
        var plan = new PlanBuilder().Person("noor").Task("load", 5, "farah", with: task => task with { VerifiedBy = "noor" }).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load");
        Refused("before-its-end", run.Act(7, "noor", new VerifyTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(4) }));
        Accepted(run.Act(7, "noor", new VerifyTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(5) }));
        var failed = RunBuilder.Begun(TwoTasks()).Start(1, "farah", "load").Act(3, "farah", new FailTask { Task = "load", Reason = "Disk full" });
        Refused("before-its-start", failed.Act(5, "farah", new SkipTask { Task = "load", Reason = "No time", HappenedAt = run.T0 }));
        Refused("before-its-end", failed.Act(5, "farah", new SkipTask { Task = "load", Reason = "No time", HappenedAt = run.T0 + Duration.FromMinutes(2) }));
        Refused("before-its-end", failed.Act(5, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(2) }));
        Accepted(failed.Act(5, "farah", new SkipTask { Task = "load", Reason = "No time", HappenedAt = run.T0 + Duration.FromMinutes(3) }));
    }

    [Fact]
    public void A_run_is_not_cancelled_before_what_people_did_in_it()
    {
        var run = RunBuilder.Begun(Mandatory()).StartAndFinish(0, 5, "farah", "load");
        Refused("before-what-was-done", run.Act(7, "tessema", new CancelRun { Reason = "Flood", HappenedAt = run.T0 + Duration.FromMinutes(4) }));
        Accepted(run.Act(7, "tessema", new CancelRun { Reason = "Flood", HappenedAt = run.T0 + Duration.FromMinutes(5) }));
    }

    [Fact]
    public void Whoever_finished_it_does_not_confirm_it()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah", with: task => task with { VerifiedBy = "farah" }).Build();
        Refused("a-second-person-verifies", RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load").Act(6, "farah", new VerifyTask { Task = "load" }));
    }

    [Fact]
    public void With_start_all_it_is_in_progress_when_the_last_one_started()
    {
        var run = RunBuilder.Begun(Together(Attendance.All, Attendance.All)).Start(0, "farah", "move");
        Assert.Equal(TaskState.Ready, run.StateOf("move", 0));
        Refused("you-already-started", run.Start(1, "farah", "move"));
        run.Start(2, "osei", "move");
        Assert.Equal(TaskState.InProgress, run.StateOf("move", 2));
        run.Finish(5, "osei", "move");
        Assert.Equal(TaskState.InProgress, run.StateOf("move", 5));
        run.Finish(6, "farah", "move");
        Assert.Equal(TaskState.Done, run.StateOf("move", 6));
    }

    [Fact]
    public void With_end_starter_only_the_starter_finishes()
    {
        var run = RunBuilder.Begun(Together(Attendance.Any, Attendance.Starter)).Start(0, "farah", "move");
        Refused("only-the-starter-finishes", run.Finish(3, "osei", "move"));
        Accepted(run.Finish(4, "farah", "move"));
    }

    [Fact]
    public void A_paused_run_lets_nothing_start_but_everything_finish()
    {
        var run = RunBuilder.Begun(Mandatory()).Start(0, "farah", "load").Act(1, "tessema", new PauseRun { Reason = "Power is out" });
        Accepted(run.Finish(2, "farah", "load"));
        Refused("paused", run.Start(3, "osei", "count"));
        run.Act(4, "tessema", new ResumeRun());
        Accepted(run.Start(5, "osei", "count"));
    }

    [Fact]
    public void A_blocked_task_says_why_and_cannot_start()
    {
        var run = RunBuilder.Begun(TwoTasks()).Act(0, "farah", new BlockTask { Task = "load", Reason = "403 from the hub" });
        Assert.Equal("403 from the hub", run.State.Tasks["load"].Blocked);
        Refused("blocked", run.Start(1, "farah", "load"));
        run.Act(2, "farah", new UnblockTask { Task = "load" });
        Accepted(run.Start(3, "farah", "load"));
    }

    internal static void Refused(string rule, RunBuilder run)
    {
        Assert.NotNull(run.Refused);
        Assert.Equal(rule, run.Refused.Rule);
    }

    internal static void Accepted(RunBuilder run) => Assert.Null(run.Refused);

    internal static Plan TwoTasks() => new PlanBuilder()
        .Person("noor")
        .Task("load", 5, "farah", with: task => task with { Deputy = "osei" })
        .Task("count", 5, "osei", after: ["load"])
        .Build();

    private static Plan Mandatory() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("load", 5, "farah", with: task => task with { Mandatory = true })
        .Task("count", 5, "osei", after: ["load"])
        .Build();

    private static Plan Together(Attendance start, Attendance end) => new PlanBuilder()
        .Task("move", 5, "farah", with: task => task with { Who = ["farah", "osei"], StartBy = start, EndBy = end })
        .Build();
}
