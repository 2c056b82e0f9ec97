using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Votes, criteria and the decision of a gate.</summary>
internal static class GateDecisions
{
    public static Decision Vote(RunState run, Vote command)
    {
        var task = run.Plan.Task(command.Task)!;
        if (NotOpen(run, task) is { } notOpen)
            return notOpen;
        if (run.Tasks[task.Id].Gate!.HeldUntil is { } held && command.At < held)
            return Refusal.State("on-hold", RefusalValues.Task(task.Id), RefusalValues.Time(held));
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("not-a-voter", RefusalValues.Task(task.Id));
        if (!command.Go && string.IsNullOrWhiteSpace(command.Comment))
            return Refusal.Input("no-go-needs-a-comment");
        return command.Fact(new VoteCast
        {
            Task = task.Id,
            Voter = WhoMay.VoterOf(run, command)!,
            Go = command.Go,
            Comment = Text(command.Comment),
        });
    }

    public static Decision Confirm(RunState run, ConfirmCriterion command)
    {
        var task = run.Plan.Task(command.Task)!;
        if (NotOpen(run, task) is { } notOpen)
            return notOpen;
        if (WhoMay.ConfirmerOf(run, command) is not { } confirmer)
            return Refusal.Input("criterion-is-not-said", RefusalValues.Criterion(command.Task, command.Criterion));
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-this-person-confirms", RefusalValues.Person(confirmer));
        return command.Fact(new CriterionConfirmed
        {
            Task = task.Id,
            Criterion = command.Criterion,
            Met = command.Met,
            Comment = Text(command.Comment),
        });
    }

    public static Decision Decide(RunState run, DecideGate command)
    {
        var task = run.Plan.Task(command.Task)!;
        if (NotOpen(run, task) is { } notOpen)
            return notOpen;
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-the-decider", RefusalValues.Person(task.Gate!.Decider));
        if (TooEarly(run, task, command) is { } tooEarly)
            return tooEarly;
        return command.Outcome switch
        {
            GateOutcome.Go or GateOutcome.GoWithConditions => Go(run, task, command),
            GateOutcome.Hold => Hold(run, task, command),
            _ => NoGo(run, task, command),
        };
    }

    /// <summary>A refusal of a time, if somebody gives one, before what the decision rests on: votes, confirmations and, for a go, the end of a hold.</summary>
    private static Refusal? TooEarly(RunState run, PlanTask task, DecideGate command)
    {
        var gate = run.Tasks[task.Id].Gate!;
        var restsOn = gate.Votes.Values.Select(vote => vote.At).Concat(gate.Confirmed.Values.Select(confirmed => confirmed.At));
        if (IsGo(command) && gate.HeldUntil is { } held)
            restsOn = restsOn.Append(held);
        return command.HappenedAt is { } at && restsOn.Where(time => time > at).DefaultIfEmpty(at).Max() is var earliest && earliest > at
            ? Refusal.Input("before-its-votes", RefusalValues.Time(at), RefusalValues.Time(earliest))
            : null;
    }

    private static bool IsGo(DecideGate command) => command.Outcome is GateOutcome.Go or GateOutcome.GoWithConditions;

    private static Decision Go(RunState run, PlanTask task, DecideGate command)
    {
        if (run.Status == RunStatus.Paused)
            return Refusal.State("paused");
        if (RunDecisions.InAPause(run, command) is { } wasPaused)
            return wasPaused;
        if (run.Tasks[task.Id].Blocked is not null)
            return Refusal.State("blocked", RefusalValues.Task(task.Id));
        if (run.Tasks[task.Id].Gate!.HeldUntil is { } held && command.At < held)
            return Refusal.State("on-hold", RefusalValues.Task(task.Id), RefusalValues.Time(held));
        var (waitsFor, until) = Readiness.BeforeStart(run, task, command.At);
        if (waitsFor.Count > 0)
            return Refusal.State("waits-for", RefusalValues.Task(task.Id), RefusalValues.Tasks(waitsFor));
        if (until is { } time)
            return Refusal.State("not-before", RefusalValues.Task(task.Id), RefusalValues.Time(time));
        var gate = run.Tasks[task.Id].Gate!;
        var quorum = task.Gate!.Quorum ?? task.Gate.Voters.Count;
        if (gate.Votes.Count < quorum)
            return Refusal.State("no-quorum", $"{gate.Votes.Count}", $"{quorum}");
        if (WrongConditions(run, command) is { } wrong)
            return wrong;
        var unmet = Gates.Criteria(run, task, command.Known).Where(criterion => criterion is { Must: true, Met: not true }).Select(criterion => criterion.Id).ToList();
        if (unmet.Except(command.Waive).ToList() is { Count: > 0 } inTheWay)
            return Refusal.State("must-criterion-unmet", string.Join('|', inTheWay.Select(criterion => RefusalValues.Criterion(command.Task, criterion))));
        if (unmet.Count > 0 && string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("waiver-needs-a-reason");
        return Decided(run, task, command, unmet);
    }

    private static Refusal? WrongConditions(RunState run, DecideGate command)
    {
        if (command.Outcome != GateOutcome.GoWithConditions)
            return null;
        if (command.Conditions.Count == 0)
            return Refusal.Input("conditions-missing");
        if (command.Conditions.FirstOrDefault(condition => run.Plan.Who(condition.Owner, command.Now, run.Clock) is null) is { } nobodys)
            return Refusal.Input("nobody-of-that-name", nobodys.Owner);
        return command.Conditions.FirstOrDefault(condition => condition.Due < command.At) is { } past
            ? Refusal.Input("due-before-it-was-said", RefusalValues.Time(past.Due), RefusalValues.Time(command.At))
            : null;
    }

    private static Decision Hold(RunState run, PlanTask task, DecideGate command)
    {
        if (command.HoldUntil is not { } until || until <= command.Now)
            return Refusal.Input("hold-needs-a-time");
        return string.IsNullOrWhiteSpace(command.Reason) ? Refusal.Input("reason-required") : Decided(run, task, command);
    }

    private static Decision NoGo(RunState run, PlanTask task, DecideGate command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        var decided = Decided(run, task, command);
        var after = run.Evolve(decided.Events);
        if (command.Outcome == GateOutcome.NoGoCancel)
        {
            if (RunDecisions.BeforeWhatWasDone(run, command) is { } tooEarly)
                return tooEarly;
            var cancelled = command.Fact(new RunCancelled { Reason = command.Reason, Abandoned = RunDecisions.UnderWay(after) });
            return Decision.Of([.. decided.Events, cancelled]);
        }
        // The gate that says no-go is not itself the point of no return that it decides about.
        var rollback = RollbackDecisions.MayNot(run, command) ?? RollbackDecisions.Go(after, command, command.Reason);
        return rollback.Refused is { } refused ? refused : Decision.Of([.. decided.Events, .. rollback.Events]);
    }

    private static Decision Decided(RunState run, PlanTask task, DecideGate command, IReadOnlyList<string>? waived = null) => command.Fact(new GateDecided
    {
        Task = task.Id,
        Outcome = command.Outcome,
        Reason = Text(command.Reason),
        Conditions = command.Outcome == GateOutcome.GoWithConditions ? command.Conditions : [],
        Waived = waived ?? [],
        HoldUntil = command.Outcome == GateOutcome.Hold ? command.HoldUntil : null,
        Evidence = new GateEvidence
        {
            Votes = [.. run.Tasks[task.Id].Gate!.Votes.Values],
            Criteria = Gates.Criteria(run, task, command.Known),
            Forecast = command.Known,
        },
    });

    private static Refusal? NotOpen(RunState run, PlanTask task)
    {
        if (task.Kind != TaskKind.Gate)
            return Refusal.Input("not-a-gate", RefusalValues.Task(task.Id));
        if (!run.IsInForce(task))
            return Refusal.State("rolling-back-now", RefusalValues.Task(task.Id));
        return run.Tasks[task.Id].Stored is TaskState.Planned ? null : Refusal.State("already-decided", RefusalValues.Task(task.Id));
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
