using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

/// <summary>Times that people give afterwards, beside a pause.</summary>
public sealed class PausesTests
{
    [Fact]
    public void Nothing_started_in_a_pause_that_is_over()
    {
        var run = Paused(10).Act(20, "tessema", new ResumeRun());
        Refused("was-paused", run.Act(21, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(10) }));
        Assert.Equal([At(run, 10), At(run, 10), At(run, 20)], run.Refused!.Values);
        Refused("was-paused", run.Act(21, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(19) }));
        Accepted(run.Act(21, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(20) }));
    }

    [Fact]
    public void What_started_before_the_pause_may_be_said_after_it()
    {
        var run = Paused(10).Act(20, "tessema", new ResumeRun());
        Accepted(run.Act(21, "farah", new StartTask { Task = "load", HappenedAt = run.T0 + Duration.FromMinutes(9) }));
    }

    [Fact]
    public void No_gate_said_go_in_a_pause_that_is_over()
    {
        var run = Paused(10).Act(20, "tessema", new ResumeRun());
        Refused("was-paused", run.Act(21, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Go, HappenedAt = run.T0 + Duration.FromMinutes(12) }));
        Accepted(run.Act(21, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Go }));
    }

    [Fact]
    public void A_run_is_not_resumed_before_it_was_paused()
    {
        var run = Paused(10);
        Refused("before-the-pause", run.Act(20, "tessema", new ResumeRun { HappenedAt = run.T0 + Duration.FromMinutes(9) }));
        Accepted(run.Act(20, "tessema", new ResumeRun { HappenedAt = run.T0 + Duration.FromMinutes(10) }));
    }

    [Fact]
    public void A_run_was_not_paused_before_what_started_in_it_nor_before_it_was_resumed()
    {
        var run = Begun().Start(5, "farah", "load");
        Refused("before-what-started", run.Act(7, "tessema", new PauseRun { Reason = "Power is out", HappenedAt = run.T0 + Duration.FromMinutes(4) }));
        Accepted(run.Act(7, "tessema", new PauseRun { Reason = "Power is out", HappenedAt = run.T0 + Duration.FromMinutes(5) }).Act(9, "tessema", new ResumeRun()));
        Refused("before-what-started", run.Act(11, "tessema", new PauseRun { Reason = "Power is out", HappenedAt = run.T0 + Duration.FromMinutes(8) }));
    }

    private static string At(RunBuilder run, int minute) => RefusalValues.Time(run.T0 + Duration.FromMinutes(minute));

    private static RunBuilder Paused(int minute) => Begun().Act(minute, "tessema", new PauseRun { Reason = "Power is out" });

    private static RunBuilder Begun() => RunBuilder.Begun(new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("load", 5, "farah")
        .Gate("go", [], Roles.ServiceOwner)
        .Build());
}
