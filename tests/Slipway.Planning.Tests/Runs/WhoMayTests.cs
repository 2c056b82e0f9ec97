using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

public sealed class WhoMayTests
{
    [Fact]
    public void Somebody_of_the_launch_without_a_role_takes_part() => Accepted(Run().Act(0, "farah", new Comment { Text = "Disk is slow" }));

    [Fact]
    public void Who_only_observes_looks_on_and_so_does_who_is_not_of_the_launch()
    {
        Refused("observers-look-on", Run().Act(0, "guest", new Comment { Text = "Hello" }));
        Refused("observers-look-on", Run().Act(0, "passer-by", new Comment { Text = "Hello" }));
        Refused("observers-look-on", Run().Act(0, "token:display", new Comment { Text = "Hello", ActorRoles = [Roles.Observer] }));
        Accepted(Run().Act(0, "token:build", new Comment { Text = "Hello", ActorRoles = [Roles.ItOperations] }));
    }

    [Fact]
    public void What_a_person_and_a_token_may_they_may_together() =>
        Accepted(Run().Act(0, "guest", new Comment { Text = "Hello", ActorRoles = [Roles.ItOperations] }));

    [Fact]
    public void Nobody_is_the_clock_by_name_alone()
    {
        var run = Run();
        var now = run.T0;
        var decision = RunDecider.Decide(run.State, new StartTask { Task = "load", Actor = RunCommand.Clock, For = "farah", Via = Via.Page, Now = now, Received = now });
        Assert.Equal("only-the-scribe-acts-for-others", decision.Refused?.Rule);
        decision = RunDecider.Decide(run.State, new RaiseAlarm { Limit = new(LimitKind.RollbackDeadline, now, null), Actor = RunCommand.Clock, Via = Via.Api, Now = now, Received = now });
        Assert.Equal("only-the-clock-raises-alarms", decision.Refused?.Rule);
    }

    [Fact]
    public void Whoever_stands_in_for_a_stand_in_stands_in_for_both()
    {
        var run = Run().Act(0, "farah", new Substitute { Person = "farah", By = "osei" }).Act(1, "osei", new Substitute { Person = "osei", By = "noor" });
        Accepted(run);
        Assert.Equal("noor", run.State.ResponsibleFor(run.State.Plan.Task("load")!, run.T0));
        Accepted(run.Start(2, "noor", "load"));
        Accepted(run.Act(3, "osei", new EndSubstitution { Person = "osei" }));
        Assert.Equal("osei", run.State.ResponsibleFor(run.State.Plan.Task("load")!, run.T0));
    }

    [Fact]
    public void Nobody_stands_in_for_himself_by_others()
    {
        var run = Run().Act(0, "farah", new Substitute { Person = "farah", By = "osei" }).Act(1, "osei", new Substitute { Person = "osei", By = "noor" });
        Refused("already-substituted", run.Act(2, "noor", new Substitute { Person = "noor", By = "farah" }));
        Refused("not-your-task", run.Start(3, "okoth", "load"));
    }

    private static RunBuilder Run() => RunBuilder.Begun(new PlanBuilder()
        .Person("farah").Person("osei").Person("noor").Person("okoth").Person("guest", [Roles.Observer])
        .Task("load", 5, "farah").Build());
}
