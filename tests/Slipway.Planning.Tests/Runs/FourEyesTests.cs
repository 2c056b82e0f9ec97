using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

/// <summary>A workaround passes no pair of eyes by.</summary>
public sealed class FourEyesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_workaround_releases_nothing_before_the_second_person_confirms_it(bool finishedBefore)
    {
        var run = RunBuilder.Begun(Verified()).Start(0, "farah", "load");
        if (finishedBefore)
            run.Finish(3, "farah", "load");
        Accepted(run.Act(4, "farah", Around("load")));
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 4));
        Assert.True(run.State.Tasks["load"].AwaitsVerification);
        Assert.Equal("By hand", run.State.Tasks["load"].Reason);
        Refused("waits-for", run.Start(5, "osei", "count"));
        Refused("awaits-verification", run.Finish(5, "farah", "load"));
        Accepted(run.Act(6, "noor", new VerifyTask { Task = "load" }));
        Assert.Equal(TaskState.DoneWithWorkaround, run.StateOf("load", 6));
        Assert.Equal(("By hand", "noor"), (run.State.Tasks["load"].Reason, run.State.Tasks["load"].VerifiedBy));
        Assert.Equal(run.T0 + NodaTime.Duration.FromMinutes(6), run.State.Tasks["load"].Finished);
        Accepted(run.Start(7, "osei", "count"));
    }

    [Fact]
    public void A_workaround_after_a_failure_waits_for_the_second_person_too_who_may_find_that_it_failed()
    {
        var run = RunBuilder.Begun(Verified()).Start(0, "farah", "load").Act(2, "farah", new FailTask { Task = "load", Reason = "Disk full" }).Act(4, "farah", Around("load"));
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 4));
        Accepted(run.Act(5, "farah", new FailTask { Task = "load", Reason = "Half of it is missing" }));
        Accepted(run.StartAndFinish(6, 9, "farah", "load").Act(10, "noor", new VerifyTask { Task = "load" }));
        Assert.Equal(TaskState.Done, run.StateOf("load", 10));
    }

    [Fact]
    public void Whoever_worked_around_does_not_confirm_it()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah", with: task => task with { VerifiedBy = "farah" }).Build();
        Refused("a-second-person-verifies", RunBuilder.Begun(plan).Start(0, "farah", "load").Act(3, "farah", Around("load")).Act(4, "farah", new VerifyTask { Task = "load" }));
    }

    [Fact]
    public void A_workaround_of_one_does_not_end_what_several_end_together()
    {
        var run = RunBuilder.Begun(Together()).Start(0, "farah", "move");
        Refused("takes-several", run.Act(3, "farah", Around("move")));
        Assert.Equal([RefusalValues.Task("move"), RefusalValues.Person("osei")], run.Refused!.Values);
        Assert.Equal(TaskState.InProgress, run.StateOf("move", 3));
        Accepted(run.Finish(4, "osei", "move").Act(5, "farah", Around("move")));
        Assert.Equal(TaskState.DoneWithWorkaround, run.StateOf("move", 5));
    }

    [Fact]
    public void Who_leads_says_a_workaround_for_all_of_them()
    {
        var run = RunBuilder.Begun(Together()).Start(0, "farah", "move");
        Accepted(run.Act(3, "tessema", Around("move")));
        Assert.Equal(TaskState.DoneWithWorkaround, run.StateOf("move", 3));
    }

    private static WorkAround Around(string task) => new() { Task = task, Reason = "By hand" };

    private static Plan Verified() => new PlanBuilder()
        .Person("noor")
        .Task("load", 5, "farah", with: task => task with { VerifiedBy = "noor" })
        .Task("count", 5, "osei", after: ["load"])
        .Build();

    private static Plan Together() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("move", 5, "farah", with: task => task with { Who = ["farah", "osei"], EndBy = Attendance.All })
        .Build();
}
