using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

public sealed class ReadinessTests
{
    [Fact]
    public void A_milestone_waits_for_a_finish_to_finish_link()
    {
        var plan = new PlanBuilder().Task("switch", 5, "farah").Milestone("open", ["switch FF+2"]).Task("tell", 5, "osei", ["open"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "switch");
        Assert.NotEqual(TaskState.Done, run.StateOf("open", 0));
        run.Finish(5, "farah", "switch");
        Refused("waits-for", run.Start(6, "osei", "tell"));
        Accepted(run.Act(7, RunCommand.Clock, new Tick()));
        Assert.Equal(run.T0 + Duration.FromMinutes(7), run.State.Tasks["open"].Finished);
    }

    [Fact]
    public void A_milestone_waits_for_a_start_to_finish_link()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Task("switch", 5, "farah").Milestone("seen", ["switch SF"]).Build());
        run.Act(0, RunCommand.Clock, new Tick());
        Assert.NotEqual(TaskState.Done, run.StateOf("seen", 0));
        run.Start(3, "farah", "switch");
        Assert.Equal(run.T0 + Duration.FromMinutes(3), run.State.Tasks["seen"].Finished);
    }

    [Fact]
    public void A_gate_waits_for_a_finish_to_finish_link()
    {
        var plan = new PlanBuilder().Person("tessema").Task("load", 5, "farah").Gate("go", ["tessema"], "tessema", ["load FF"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load").Act(1, "tessema", new Vote { Task = "go", Go = true });
        Refused("waits-for", run.Act(2, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Go }));
        Accepted(run.Finish(5, "farah", "load").Act(6, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Go }));
    }
}
