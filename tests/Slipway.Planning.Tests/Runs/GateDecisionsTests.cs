using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

public sealed class GateDecisionsTests
{
    private static readonly KnownForecast Inside = new() { InsideWindow = 0.93 };

    [Fact]
    public void A_go_needs_the_quorum()
    {
        var run = Reconciled().Act(10, "okoth", new Vote { Task = "go", Go = true });
        Refused("no-quorum", run.Act(11, "tessema", Go()));
        run.Act(12, "tessema", new Vote { Task = "go", Go = true }).Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true });
        Accepted(run.Act(13, "tessema", Go()));
        Assert.Equal(TaskState.Done, run.StateOf("go", 13));
    }

    [Fact]
    public void A_role_has_one_vote_and_the_last_one_counts()
    {
        var run = Reconciled().Act(10, "okoth", new Vote { Task = "go", Go = true }).Act(11, "abdi", new Vote { Task = "go", Go = false, Comment = "Keystore" });
        var vote = Assert.Single(run.State.Tasks["go"].Gate!.Votes).Value;
        Assert.Equal(("it-operations", "abdi", false), (vote.Voter, vote.Person, vote.Go));
    }

    [Fact]
    public void A_no_go_says_why() => Refused("no-go-needs-a-comment", Reconciled().Act(10, "okoth", new Vote { Task = "go", Go = false }));

    [Fact]
    public void Only_voters_vote_and_only_the_decider_decides()
    {
        Refused("not-a-voter", Reconciled().Act(10, "farah", new Vote { Task = "go", Go = true }));
        Refused("only-the-decider", Voted().Act(13, "okoth", Go()));
    }

    [Fact]
    public void An_unmet_must_criterion_blocks_a_go_unless_it_is_waived_with_a_reason()
    {
        var run = Voted();
        Refused("must-criterion-unmet", run.Act(13, "tessema", Go()));
        Refused("waiver-needs-a-reason", run.Act(13, "tessema", Go() with { Waive = ["hub"] }));
        Accepted(run.Act(13, "tessema", Go() with { Waive = ["hub"], Reason = "The operator called me" }));
        Assert.Equal(["hub"], run.State.Tasks["go"].Gate!.Decisions[0].Waived);
    }

    [Fact]
    public void A_criterion_that_reads_the_forecast_is_unknown_without_one()
    {
        var run = Voted();
        var gate = run.State.Plan.Task("go")!;
        Assert.Null(Gates.Criteria(run.State, gate, null)[1].Met);
        Assert.True(Gates.Criteria(run.State, gate, Inside)[1].Met);
        Assert.False(Gates.Criteria(run.State, gate, new KnownForecast { InsideWindow = 0.5 })[1].Met);
    }

    [Fact]
    public void A_go_is_not_possible_before_what_it_waits_for()
    {
        var run = RunBuilder.Begun(Plan()).Act(1, "okoth", new Vote { Task = "go", Go = true });
        Refused("waits-for", run.Act(2, "tessema", Go()));
    }

    [Fact]
    public void After_a_hold_people_vote_anew()
    {
        var run = Voted();
        Refused("hold-needs-a-time", run.Act(13, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Wait for the hub" }));
        var until = run.T0 + Duration.FromMinutes(30);
        Accepted(run.Act(13, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Wait for the hub", HoldUntil = until }));
        Assert.Empty(run.State.Tasks["go"].Gate!.Votes);
        Assert.Equal(until, Readiness.Of(run.State, run.State.Plan.Task("go")!, run.T0 + Duration.FromMinutes(14)).Until);
        Refused("no-quorum", run.Act(31, "tessema", Go()));
    }

    [Fact]
    public void Nobody_votes_while_the_gate_is_held()
    {
        var run = Voted();
        var until = run.T0 + Duration.FromMinutes(30);
        run.Act(13, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Wait for the hub", HoldUntil = until }).Act(20, "okoth", new Vote { Task = "go", Go = true });
        Refused("on-hold", run);
        Assert.Equal([RefusalValues.Task("go"), RefusalValues.Time(until)], run.Refused!.Values);
        Refused("on-hold", run.Act(31, "okoth", new Vote { Task = "go", Go = true, HappenedAt = run.T0 + Duration.FromMinutes(29) }));
        Accepted(run.Act(31, "okoth", new Vote { Task = "go", Go = true }));
    }

    [Fact]
    public void Only_a_must_criterion_that_is_not_met_is_waived()
    {
        var run = Voted().Act(13, "tessema", Go() with { Waive = ["hub", "window", "totals", "nonsense"], Reason = "The operator called me" });
        Accepted(run);
        Assert.Equal(["hub"], run.State.Tasks["go"].Gate!.Decisions[0].Waived);
        var met = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true }).Act(13, "tessema", Go() with { Waive = ["hub"] });
        Accepted(met);
        Assert.Empty(met.State.Tasks["go"].Gate!.Decisions[0].Waived);
    }

    [Fact]
    public void A_condition_belongs_to_somebody_of_the_launch()
    {
        var run = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true })
            .Act(13, "tessema", Go() with { Outcome = GateOutcome.GoWithConditions, Conditions = [new Condition("Watch the queue", "nobody", Instant.MaxValue)] });
        Refused("nobody-of-that-name", run);
        Accepted(run.Act(13, "tessema", Go() with { Outcome = GateOutcome.GoWithConditions, Conditions = [new Condition("Watch the queue", Roles.ItOperations, Instant.MaxValue)] }));
    }

    [Fact]
    public void A_go_with_conditions_names_them()
    {
        var run = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true });
        Refused("conditions-missing", run.Act(13, "tessema", Go() with { Outcome = GateOutcome.GoWithConditions }));
        var condition = new Condition("Watch the queue", "okoth", run.T0 + Duration.FromHours(2));
        Accepted(run.Act(13, "tessema", Go() with { Outcome = GateOutcome.GoWithConditions, Conditions = [condition] }));
        Assert.Equal(condition, Assert.Single(run.State.Tasks["go"].Gate!.Decisions[0].Conditions));
    }

    [Fact]
    public void A_decision_freezes_what_was_known()
    {
        var run = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true }).Act(13, "tessema", Go());
        var evidence = run.State.Tasks["go"].Gate!.Decisions[0].Evidence;
        Assert.Equal(2, evidence.Votes.Count);
        Assert.Equal([true, true, true], evidence.Criteria.Select(criterion => criterion.Met!.Value));
        Assert.Equal(0.93, evidence.Forecast!.InsideWindow);
    }

    [Fact]
    public void A_no_go_that_cancels_ends_the_run()
    {
        var run = Voted();
        Refused("reason-required", run.Act(13, "tessema", Go() with { Outcome = GateOutcome.NoGoCancel }));
        Accepted(run.Act(13, "tessema", Go() with { Outcome = GateOutcome.NoGoCancel, Reason = "Totals are off" }));
        Assert.Equal(RunStatus.Cancelled, run.State.Status);
        Refused("run-over", run.Start(14, "farah", "switch"));
    }

    [Fact]
    public void Whoever_stands_in_for_the_decider_decides()
    {
        var run = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true })
            .Act(12, "tessema", new Substitute { Person = "tessema", By = "abdi" });
        Accepted(run.Act(13, "abdi", Go()));
    }

    [Theory]
    [InlineData(GateOutcome.Go)]
    [InlineData(GateOutcome.NoGoCancel)]
    public void A_decision_is_not_older_than_the_votes_and_confirmations_that_it_rests_on(GateOutcome outcome)
    {
        var run = Reconciled().Act(10, "okoth", new Vote { Task = "go", Go = true }).Act(12, "tessema", new Vote { Task = "go", Go = true });
        var decide = Go() with { Outcome = outcome, Reason = "Enough", HappenedAt = run.T0 + Duration.FromMinutes(11) };
        Refused("before-its-votes", run.Act(20, "tessema", decide));
        Assert.Equal([RefusalValues.Time(run.T0 + Duration.FromMinutes(11)), RefusalValues.Time(run.T0 + Duration.FromMinutes(12))], run.Refused!.Values);
        run.Act(15, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true });
        Refused("before-its-votes", run.Act(20, "tessema", decide with { HappenedAt = run.T0 + Duration.FromMinutes(14) }));
        Accepted(run.Act(20, "tessema", decide with { HappenedAt = run.T0 + Duration.FromMinutes(15) }));
    }

    [Fact]
    public void A_go_is_not_older_than_the_end_of_a_hold_but_a_no_go_may_be()
    {
        Assert.Equal("before-its-votes", Held("go").Refused!.Rule);
        Accepted(Held("no-go"));

        static RunBuilder Held(string then)
        {
            var run = RunBuilder.Begun(new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Gate("go", [], Roles.ServiceOwner).Task("switch", 5, "farah", after: ["go"]).Build());
            run.Act(1, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Wait for the hub", HoldUntil = run.T0 + Duration.FromMinutes(30) });
            var outcome = then == "no-go" ? GateOutcome.NoGoCancel : GateOutcome.Go;
            return run.Act(31, "tessema", Go() with { Outcome = outcome, Reason = "Enough", HappenedAt = run.T0 + Duration.FromMinutes(20) });
        }
    }

    [Fact]
    public void A_held_gate_without_voters_says_go_only_after_the_hold()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Gate("go", [], Roles.ServiceOwner).Build());
        run.Act(1, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Wait for the hub", HoldUntil = run.T0 + Duration.FromMinutes(30) });
        Refused("on-hold", run.Act(20, "tessema", Go()));
        Accepted(run.Act(30, "tessema", Go()));
    }

    [Fact]
    public void A_blocked_gate_says_no_go_or_is_held_but_does_not_say_go()
    {
        var run = Blocked();
        Refused("blocked", run.Act(14, "tessema", Go()));
        Accepted(run.Act(15, "okoth", new UnblockTask { Task = "go" }).Act(16, "tessema", Go()));
        Accepted(Blocked().Act(14, "tessema", Go() with { Outcome = GateOutcome.Hold, Reason = "Hub is down", HoldUntil = run.T0 + Duration.FromMinutes(30) }));
        Accepted(Blocked().Act(14, "tessema", Go() with { Outcome = GateOutcome.NoGoCancel, Reason = "Hub is down" }));

        static RunBuilder Blocked() => RunBuilder.Begun(Plan(owner: "okoth")).StartAndFinish(0, 9, "farah", "reconcile")
            .Act(10, "okoth", new Vote { Task = "go", Go = true }).Act(11, "tessema", new Vote { Task = "go", Go = true })
            .Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true }).Act(13, "okoth", new BlockTask { Task = "go", Reason = "Hub is down" });
    }

    [Fact]
    public void A_condition_is_due_after_it_was_said()
    {
        var run = Voted().Act(12, "mensah", new ConfirmCriterion { Task = "go", Criterion = "hub", Met = true });
        var decide = Go() with { Outcome = GateOutcome.GoWithConditions, Conditions = [new Condition("Watch the queue", "okoth", run.T0 + Duration.FromMinutes(12))] };
        Refused("due-before-it-was-said", run.Act(13, "tessema", decide));
        Accepted(run.Act(13, "tessema", decide with { HappenedAt = run.T0 + Duration.FromMinutes(12) }));
    }

    private static DecideGate Go() => new() { Task = "go", Outcome = GateOutcome.Go, Known = Inside };

    private static RunBuilder Reconciled() => RunBuilder.Begun(Plan()).StartAndFinish(0, 9, "farah", "reconcile");

    private static RunBuilder Voted() => Reconciled().Act(10, "okoth", new Vote { Task = "go", Go = true }).Act(11, "tessema", new Vote { Task = "go", Go = true });

    private static Plan Plan(string? owner = null) => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Person("okoth", [Roles.ItOperations])
        .Person("abdi", [Roles.ItOperations])
        .Person("mensah")
        .Task("reconcile", 9, "farah")
        .Gate("go", [Roles.ServiceOwner, Roles.ItOperations], Roles.ServiceOwner, after: ["reconcile"], criteria:
        [
            new Criterion("totals", LocalizedText.Of("Totals"), true, new CriterionTest.TaskDone("reconcile")),
            new Criterion("window", LocalizedText.Of("Window"), false, new CriterionTest.InsideWindow(0.8)),
            new Criterion("hub", LocalizedText.Of("Hub"), true, new CriterionTest.SaidBy("mensah")),
        ], with: task => task with { Owner = owner })
        .Task("switch", 5, "farah", after: ["go"])
        .Build();
}
