using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

/// <summary>What several people do together.</summary>
public sealed class TogetherTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_failure_or_when_nobody_knows_those_who_do_it_together_start_it_again(bool failed)
    {
        RunCommand end = failed ? new FailTask { Task = "key", Reason = "Wrong half" } : new MarkUnknown { Task = "key", Reason = "Screen went black" };
        var run = RunBuilder.Begun(Ceremony()).Start(0, "noor", "key").Start(1, "okoth", "key").Act(2, "noor", end).Start(5, "noor", "key");
        Accepted(run);
        Assert.Equal(TaskState.Ready, run.StateOf("key", 5));
        Accepted(run.Start(6, "okoth", "key"));
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 6));
        Assert.Equal((2, run.T0 + NodaTime.Duration.FromMinutes(6)), (run.State.Tasks["key"].Attempt, run.State.Tasks["key"].Started));
    }

    [Fact]
    public void A_second_attempt_that_not_everybody_began_may_be_taken_back_to_the_failure()
    {
        var run = RunBuilder.Begun(Ceremony()).Start(0, "noor", "key").Start(1, "okoth", "key").Act(2, "noor", new FailTask { Task = "key", Reason = "Wrong half" })
            .Start(5, "noor", "key").Act(5.1, "noor", new TakeBack { Task = "key" });
        Accepted(run);
        Assert.Equal((TaskState.Failed, 1, "Wrong half"), (run.State.Tasks["key"].Stored, run.State.Tasks["key"].Attempt, run.State.Tasks["key"].Reason));
    }

    [Fact]
    public void The_deputy_counts_for_the_owner_and_not_for_everybody()
    {
        var run = RunBuilder.Begun(Ceremony()).Start(0, "abdi", "key");
        Accepted(run);
        Assert.Equal(TaskState.Ready, run.StateOf("key", 0));
        run.Start(1, "okoth", "key");
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 1));
        run.Finish(2, "abdi", "key");
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 2));
        run.Finish(3, "okoth", "key");
        Assert.Equal(TaskState.Done, run.StateOf("key", 3));
    }

    [Fact]
    public void Two_who_are_there_for_the_same_one_count_once()
    {
        var run = RunBuilder.Begun(Ceremony()).Start(0, "noor", "key").Start(1, "abdi", "key");
        Refused("takes-several", run);
        Assert.Equal([RefusalValues.Task("key"), RefusalValues.Person("okoth")], run.Refused!.Values);
    }

    [Fact]
    public void Whoever_stands_in_for_one_of_them_counts_for_him_once()
    {
        var run = RunBuilder.Begun(Ceremony()).Act(0, "noor", new Substitute { Person = "noor", By = "farah" }).Start(1, "farah", "key");
        Accepted(run);
        Assert.Equal(TaskState.Ready, run.StateOf("key", 1));
        Refused("takes-several", run.Start(2, "noor", "key"));
        run.Start(3, "okoth", "key");
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 3));
    }

    [Fact]
    public void One_of_them_who_stands_in_for_another_is_still_one_person()
    {
        var run = RunBuilder.Begun(Ceremony()).Act(0, "noor", new Substitute { Person = "noor", By = "okoth" }).Start(1, "okoth", "key");
        Assert.Equal(TaskState.Ready, run.StateOf("key", 1));
        Refused("you-already-started", run.Start(2, "okoth", "key"));
    }

    [Fact]
    public void A_role_among_them_is_one_of_its_holders()
    {
        var run = RunBuilder.Begun(Ceremony(Roles.DigitalSecurityManager, "okoth")).Start(0, "noor", "key");
        Assert.Equal(TaskState.Ready, run.StateOf("key", 0));
        run.Start(1, "okoth", "key");
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 1));
    }

    [Fact]
    public void The_owner_who_is_not_among_them_does_not_count()
    {
        var run = RunBuilder.Begun(Ceremony("okoth", "farah")).Start(0, "noor", "key");
        Refused("takes-several", run);
        Assert.Equal([RefusalValues.Task("key"), $"{RefusalValues.Person("okoth")}|{RefusalValues.Person("farah")}"], run.Refused!.Values);
    }

    [Fact]
    public void Whoever_leads_says_it_for_all_of_them()
    {
        var run = RunBuilder.Begun(Ceremony()).Start(0, "tessema", "key");
        Assert.Equal(TaskState.InProgress, run.StateOf("key", 0));
        run.Finish(1, "tessema", "key");
        Assert.Equal(TaskState.Done, run.StateOf("key", 1));
    }

    [Fact]
    public void A_leader_who_is_among_them_is_one_of_them()
    {
        var run = RunBuilder.Begun(Ceremony("tessema", "okoth")).Start(0, "tessema", "key");
        Assert.Equal(TaskState.Ready, run.StateOf("key", 0));
    }

    [Fact]
    public void Of_several_as_many_as_the_plan_says_have_to_start()
    {
        var plan = new PlanBuilder().Person("noor").Person("okoth").Person("farah")
            .Task("roll-call", 5, "noor", with: task => task with { Who = ["noor", "okoth", "farah"], StartBy = new Attendance(AttendanceRule.Number, 2), EndBy = Attendance.Starter })
            .Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "roll-call");
        Assert.Equal(TaskState.Ready, run.StateOf("roll-call", 0));
        run.Start(1, "okoth", "roll-call");
        Assert.Equal(TaskState.InProgress, run.StateOf("roll-call", 1));
        Accepted(run.Finish(2, "farah", "roll-call"));
        Assert.Equal(TaskState.Done, run.StateOf("roll-call", 2));
    }

    private static Plan Ceremony(params string[] who) => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Person("noor", [Roles.DigitalSecurityManager], deputy: "abdi")
        .Person("abdi").Person("okoth").Person("farah")
        .Task("key", 9, "noor", with: task => task with { Deputy = "abdi", Who = who.Length == 0 ? ["noor", "okoth"] : who, StartBy = Attendance.All, EndBy = Attendance.All })
        .Build();
}
