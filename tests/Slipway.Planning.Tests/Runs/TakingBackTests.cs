using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

/// <summary>What else changes when a start or finish is taken back, or a task is opened again.</summary>
public sealed class TakingBackTests
{
    [Fact]
    public void Milestones_that_a_finish_reached_are_open_again_when_it_is_taken_back()
    {
        var run = RunBuilder.Begun(Milestones()).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal((TaskState.Done, TaskState.Done), (run.StateOf("loaded", 5), run.StateOf("open", 5)));
        Accepted(run.Act(5.1, "farah", new TakeBack { Task = "load" }));
        Assert.Equal((TaskState.Planned, TaskState.Planned), (run.State.Tasks["loaded"].Stored, run.State.Tasks["open"].Stored));
        Assert.False(run.State.Tasks["open"].HasHadEffect);
        Refused("waits-for", run.Start(5.2, "osei", "count"));
        run.Finish(8, "farah", "load");
        Assert.Equal(run.T0 + Duration.FromMinutes(8), run.State.Tasks["open"].Finished);
    }

    [Fact]
    public void A_milestone_behind_a_reopened_task_is_open_again()
    {
        var run = RunBuilder.Begun(Milestones()).StartAndFinish(0, 5, "farah", "load").Act(6, "wako", new ReopenTask { Task = "load", Reason = "Totals are off" });
        Accepted(run);
        Refused("waits-for", run.Start(7, "osei", "count"));
    }

    [Fact]
    public void The_last_milestone_of_a_run_is_open_again_with_the_run()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Task("load", 5, "farah").Milestone("open", ["load"]).Build()).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal(RunStatus.Complete, run.State.Status);
        Accepted(run.Act(5.1, "farah", new TakeBack { Task = "load" }));
        Assert.Equal((RunStatus.Running, TaskState.Planned), (run.State.Status, run.State.Tasks["open"].Stored));
    }

    [Fact]
    public void A_finish_cannot_be_taken_back_after_something_behind_its_milestone_started()
    {
        var run = RunBuilder.Begun(Milestones()).StartAndFinish(0, 5, "farah", "load").Start(5.1, "osei", "count").Act(5.2, "farah", new TakeBack { Task = "load" });
        Refused("follower-has-started", run);
        Assert.Equal([RefusalValues.Task("count")], run.Refused!.Values);
    }

    [Fact]
    public void A_start_cannot_be_taken_back_after_what_starts_with_it_started()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("watch", 5, "osei", after: ["load SS"]).Build();
        Refused("follower-has-started", RunBuilder.Begun(plan).Start(0, "farah", "load").Start(0.1, "osei", "watch").Act(0.2, "farah", new TakeBack { Task = "load" }));
    }

    [Fact]
    public void A_finish_cannot_be_taken_back_after_what_ends_with_it_ended()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("watch", 5, "osei", after: ["load FF"]).Task("last", 5, "osei", after: ["watch"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "osei", "watch").StartAndFinish(0, 5, "farah", "load");
        Accepted(run.Act(5.1, "farah", new TakeBack { Task = "load" }));
        run.Finish(6, "farah", "load").Finish(6.1, "osei", "watch");
        Refused("follower-has-started", run.Act(6.2, "farah", new TakeBack { Task = "load" }));
    }

    [Fact]
    public void What_was_said_after_a_start_stays_when_the_start_is_taken_back()
    {
        var run = RunBuilder.Begun(TwoTasks()).Start(0, "farah", "load")
            .Act(0.1, "farah", new BlockTask { Task = "load", Reason = "403 from the hub" })
            .Act(0.2, "farah", new HandOver { Task = "load", To = "noor" })
            .Act(0.3, "farah", new ChangeDuration { Task = "load", Takes = Estimate.Exactly(PlanDuration.FromMinutes(25)) })
            .Act(0.4, "farah", new TakeBack { Task = "load" });
        Accepted(run);
        var load = run.State.Tasks["load"];
        Assert.Equal((TaskState.Planned, 0, false), (load.Stored, load.Attempt, load.HasHadEffect));
        Assert.Equal(("403 from the hub", "noor", PlanDuration.FromMinutes(25)), (load.Blocked, load.HandedTo, load.Takes!.Likely));
    }

    [Fact]
    public void A_block_that_the_finish_ended_is_there_again_when_the_finish_is_taken_back()
    {
        var run = RunBuilder.Begun(TwoTasks()).Start(0, "farah", "load").Act(1, "farah", new BlockTask { Task = "load", Reason = "403 from the hub" })
            .Finish(5, "farah", "load").Act(5.1, "farah", new TakeBack { Task = "load" });
        Assert.Equal("403 from the hub", run.State.Tasks["load"].Blocked);
    }

    private static Plan Milestones() => new PlanBuilder()
        .Person("wako")
        .Shift(-30, 240, "wako")
        .Task("load", 5, "farah")
        .Milestone("loaded", ["load"])
        .Milestone("open", ["loaded"], goLive: true)
        .Task("count", 5, "osei", after: ["open"])
        .Build();
}
