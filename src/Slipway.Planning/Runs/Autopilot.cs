using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Plays all people of a rehearsal. It only says what they would do; whether they may is decided as for everybody.</summary>
/// <param name="takes">How long a task takes in an attempt.</param>
/// <param name="forecast">The forecast at a moment, for the gates' criteria; null when there is none.</param>
public sealed class Autopilot(Func<PlanTask, int, Duration> takes, Func<RunState, Instant, KnownForecast?> forecast)
{
    /// <summary>What somebody does next and when; null when nobody can do anything.</summary>
    /// <param name="run">The run.</param>
    /// <param name="by">Null too when nobody does anything until then; without it, however late that is.</param>
    public (Instant At, RunCommand Act)? Next(RunState run, Instant? by = null)
    {
        (Instant At, RunCommand Act)? next = null;
        foreach (var task in run.ActiveTasks.OrderBy(task => run.Planned.GetValueOrDefault(task.Id).Start))
        {
            if (NextFor(run, task) is { } candidate && (next is not { } known || candidate.At < known.At))
                next = candidate;
        }
        // What a decision rests on is not computed before it is due.
        if (next?.At > by)
            return null;
        return next is { Act: DecideGate undecided } decision
            ? (decision.At, Decide(run, undecided, decision.At))
            : next;
    }

    private (Instant At, RunCommand Act)? NextFor(RunState run, PlanTask task)
    {
        var record = run.Tasks[task.Id];
        return record.Stored switch
        {
            TaskState.InProgress when record.AwaitsVerification => Verify(run, task, record),
            TaskState.InProgress => Finish(run, task, record),
            TaskState.Planned when task.Kind == TaskKind.Gate => AtGate(run, task, record),
            TaskState.Planned when task.Kind != TaskKind.Milestone && record.Blocked is null => Start(run, task, record),
            _ => null,
        };
    }

    private static (Instant At, RunCommand Act)? Start(RunState run, PlanTask task, TaskRecord record)
    {
        if (run.Status == RunStatus.Paused || ReadyAt(run, task) is not { } ready)
            return null;
        var person = task.Who.FirstOrDefault(candidate => !record.Starters.Contains(candidate)) is { } together
            ? run.StandInFor(together)
            : run.ResponsibleFor(task, ready);
        if (person is null)
            return null;
        if (!task.Attended)
            return (ready, By(person, new StartTask { Task = task.Id }));
        return FreeFrom(run, person) is { } free ? (Instant.Max(ready, free), By(person, new StartTask { Task = task.Id })) : null;
    }

    private (Instant At, RunCommand Act)? Finish(RunState run, PlanTask task, TaskRecord record)
    {
        var (waitsFor, until) = Readiness.BeforeFinish(run, task, Instant.MinValue);
        if (waitsFor.Count > 0)
            return null;
        var end = record.Started!.Value + takes(task, record.Attempt);
        var at = until is { } time ? Instant.Max(end, time) : end;
        var person = task.EndBy.Rule == AttendanceRule.Starter ? record.Starters[0]
            : task.Who.FirstOrDefault(candidate => !record.Finishers.Contains(candidate)) ?? record.Starters[0];
        return (at, By(run.StandInFor(person), new FinishTask { Task = task.Id }));
    }

    private static (Instant At, RunCommand Act)? Verify(RunState run, PlanTask task, TaskRecord record)
    {
        var at = run.LastAt;
        var verifier = run.Plan.Who(task.VerifiedBy, at, run.Clock)?.Id;
        return verifier is null || record.Finishers.Contains(verifier)
            ? null
            : (at, By(run.StandInFor(verifier), new VerifyTask { Task = task.Id }));
    }

    private (Instant At, RunCommand Act)? AtGate(RunState run, PlanTask task, TaskRecord record)
    {
        if (ReadyAt(run, task) is not { } open)
            return null;
        if (record.Gate!.HeldUntil is { } held)
            open = Instant.Max(open, held);
        foreach (var criterion in task.Gate!.Criteria)
        {
            if (criterion.Met is CriterionTest.SaidBy said && !record.Gate.Confirmed.ContainsKey(criterion.Id) && run.Plan.Who(said.PersonOrRole, open, run.Clock) is { } person)
                return (open, By(run.StandInFor(person.Id), new ConfirmCriterion { Task = task.Id, Criterion = criterion.Id, Met = true }));
        }
        foreach (var voter in task.Gate.Voters)
        {
            if (!record.Gate.Votes.ContainsKey(voter) && run.Plan.Who(voter, open, run.Clock) is { } person)
                return (open, By(run.StandInFor(person.Id), new Vote { Task = task.Id, Go = true, Voter = voter }));
        }
        return run.Plan.Who(task.Gate.Decider, open, run.Clock) is { } decider
            ? (open + takes(task, 1), By(run.StandInFor(decider.Id), new DecideGate { Task = task.Id, Outcome = GateOutcome.Go }))
            : null;
    }

    /// <summary>The decider goes when every must criterion is met, else goes back.</summary>
    private DecideGate Decide(RunState run, DecideGate undecided, Instant at)
    {
        var known = forecast(run, at);
        var unmet = Gates.Criteria(run, run.Plan.Task(undecided.Task)!, known).Where(criterion => criterion is { Must: true, Met: not true }).Select(criterion => criterion.Id).ToList();
        if (unmet.Count == 0)
            return undecided with { Known = known };
        return undecided with
        {
            Known = known,
            Outcome = run.PointOfNoReturnPassed() is null ? GateOutcome.NoGoRollBack : GateOutcome.NoGoCancel,
            Reason = string.Join(", ", unmet),
        };
    }

    private static Instant? ReadyAt(RunState run, PlanTask task)
    {
        var (waitsFor, until) = Readiness.BeforeStart(run, task, Instant.MinValue);
        if (waitsFor.Count > 0)
            return null;
        var earliest = run.RollbackBegan ?? run.Begun ?? run.From;
        return until is { } time ? Instant.Max(time, earliest) : earliest;
    }

    /// <summary>From when a person has nothing attended to do; null while that is not over.</summary>
    private static Instant? FreeFrom(RunState run, string person)
    {
        var free = run.Begun ?? run.From;
        foreach (var record in run.Tasks.Values)
        {
            if (!record.Starters.Contains(person) || run.Plan.Task(record.Id) is not { Attended: true })
                continue;
            if (record is { Stored: TaskState.InProgress, AwaitsVerification: false })
                return null;
            if (record.Finished is { } finished)
                free = Instant.Max(free, finished);
        }
        return free;
    }

    private static T By<T>(string person, T command)
        where T : RunCommand =>
        command with { Actor = person, Via = Via.Autopilot };
}
