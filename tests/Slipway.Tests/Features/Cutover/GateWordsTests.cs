using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover;

/// <summary>What people read of a gate's decision, in the log and on its page.</summary>
public sealed class GateWordsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Fact]
    public void A_decision_says_what_was_waived_and_on_what_conditions()
    {
        var run = Waived();
        var words = new RunWords(Catalog.In("en"), run.State);
        Assert.Equal(
            "**Decided: go, with conditions** at Go?. Counted by eye · Waived: Totals agree · Condition: Type the missing line, farah, until 02:30",
            new EventWords(words).Sentence(run.State.Tasks["go"].Gate!.Decisions[0]));
    }

    [Fact]
    public void A_criterion_that_stops_a_go_is_called_by_its_title()
    {
        var run = Voted().Act(3, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Go, Reason = "Now" });
        Assert.Equal(
            "Criteria that must be met are not: Totals agree. Waive them with a reason, or hold.",
            new RunWords(Catalog.In("en"), run.State).Refusal(run.Refused!));
    }

    [Fact]
    public void A_review_repeats_the_no_gos_that_a_decision_was_made_upon()
    {
        var run = Voted().Act(2, "tessema", new Vote { Task = "go", Go = false, Comment = "One corner hangs loose" })
            .Act(3, "tessema", new DecideGate { Task = "go", Outcome = GateOutcome.Hold, Reason = "Tape it", HoldUntil = Instant.MaxValue });
        var words = new EventWords(new RunWords(Catalog.In("en"), run.State));
        Assert.Equal("**No-go**, tessema: “One corner hangs loose”", Assert.Single(words.NoGos(run.Events[^1])));
        Assert.Empty(words.NoGos(Waived().Events[^1]));
    }

    [Fact]
    public void An_alarm_of_a_run_that_begins_late_says_the_minutes_that_are_left()
    {
        var run = Voted();
        var alarm = new AlarmRaised { At = run.T0, Minutes = 15, Limit = LimitKind.RollbackDeadline, LimitAt = run.T0 + Duration.FromSeconds(11.5 * 60) };
        var words = new EventWords(new RunWords(Catalog.In("en"), run.State));
        Assert.StartsWith("**12 minutes to the rollback deadline**", words.Alarm(alarm), StringComparison.Ordinal);
        Assert.StartsWith("**15 minutes to the rollback deadline**", words.Alarm(alarm with { LimitAt = run.T0 + Duration.FromMinutes(15) }), StringComparison.Ordinal);
    }

    private static RunBuilder Voted() => RunBuilder.Begun(new PlanBuilder()
            .Person("tessema", [Roles.ServiceOwner])
            .Task("count", 5, "farah")
            .Gate("go", ["tessema"], "tessema", criteria: [new Criterion("totals", LocalizedText.Of("Totals agree"), true, new CriterionTest.TaskDone("count"))], with: gate => gate with { Title = LocalizedText.Of("Go?") })
            .Build())
        .Act(2, "tessema", new Vote { Task = "go", Go = true });

    private static RunBuilder Waived()
    {
        var run = Voted();
        return run.Act(3, "tessema", new DecideGate
        {
            Task = "go",
            Outcome = GateOutcome.GoWithConditions,
            Reason = "Counted by eye",
            Waive = ["totals"],
            Conditions = [new Condition("Type the missing line", "farah", run.T0 + Duration.FromMinutes(30))],
        });
    }
}
