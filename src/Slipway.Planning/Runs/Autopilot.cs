using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Plays all people of a rehearsal. It only says what they would do; whether they may is decided as for everybody.</summary>
/// <param name="takes">How long a task takes in an attempt.</param>
/// <param name="forecast">The forecast at a moment, for the gates' criteria; null when there is none.</param>
public sealed class Autopilot(Func<PlanTask, int, Duration> takes, Func<RunState, Instant, KnownForecast?> forecast)
{
    /// <summary>What somebody does next and when, never before the run's last entry; null when nobody can do anything.</summary>
    /// <param name="run">The run.</param>
    /// <param name="by">Null too when nobody does anything until then; without it, however late that is.</param>
    /// <param name="without">Tasks left alone for now, since what was tried with them was refused.</param>
    /// <param name="people">Whether people are played; else only automated tasks are, where they do not act.</param>
    public (Instant At, TaskCommand Act)? Next(RunState run, Instant? by = null, IReadOnlySet<string>? without = null, bool people = true)
    {
        (Instant At, TaskCommand Act)? next = null;
        foreach (var task in run.ActiveTasks.Where(task => without?.Contains(task.Id) != true && (people || task.Work is not null)).OrderBy(task => run.Planned.GetValueOrDefault(task.Id).Start))
        {
            if (NextFor(run, task) is { } candidate && (people || candidate.Act.Actor == RunCommand.Clock) && (next is not { } known || candidate.At < known.At))
                next = candidate;
        }
        // What a decision rests on is not computed before it is due.
        if (next?.At > by)
            return null;
        return next is { Act: DecideGate undecided } decision
            ? (decision.At, Decide(run, undecided, decision.At))
            : next;
    }

    private (Instant At, TaskCommand Act)? NextFor(RunState run, PlanTask task)
    {
        var record = run.Tasks[task.Id];
        return record.Stored switch
        {
            TaskState.InProgress when record.AwaitsVerification => Verify(run, task, record),
            _ when task.Work is not null => Work(run, task, record),
            TaskState.InProgress => Finish(run, task, record),
            TaskState.Planned when task.Kind == TaskKind.Gate => AtGate(run, task, record),
            TaskState.Planned when task.Kind != TaskKind.Milestone && record.Blocked is null => Start(run, task, record),
            _ => null,
        };
    }

    private static (Instant At, TaskCommand Act)? Start(RunState run, PlanTask task, TaskRecord record)
    {
        if (run.Status == RunStatus.Paused || Readiness.StartsFrom(run, task) is not { } ready)
            return null;
        // Who began before he can foresee the end would wait in his task, and be kept from what others wait for.
        if (Readiness.LikelyEnd(run, task) is not { } end)
            return null;
        ready = Instant.Max(ready, end - run.TakesOf(task).Likely.Nominal);
        // Who waits for somebody may wait beyond the end of his shift; then it falls to the next.
        var at = Instant.Max(ready, run.LastAt);
        var starter = Together(run, task, at).Find(person => !record.Starters.Contains(person)) ?? run.ResponsibleFor(task, at);
        return starter is not null && AreFree(run, task, [starter, .. Present(run, task, at)])
            ? (at, By(starter, new StartTask { Task = task.Id }))
            : null;
    }

    private (Instant At, TaskCommand Act)? Finish(RunState run, PlanTask task, TaskRecord record)
    {
        var (waitsFor, until) = Readiness.BeforeFinish(run, task, Instant.MinValue);
        if (waitsFor.Count > 0)
            return null;
        var end = record.Started!.Value + takes(task, record.Attempt);
        var at = Instant.Max(run.LastAt, until is { } time ? Instant.Max(end, time) : end);
        var person = task.EndBy.Rule == AttendanceRule.Starter ? record.Starters[0]
            : Together(run, task, record.Started.Value).Find(candidate => !record.Finishers.Contains(candidate)) ?? record.Starters[0];
        return (at, By(run.StandInFor(person), new FinishTask { Task = task.Id }));
    }

    private static (Instant At, TaskCommand Act)? Verify(RunState run, PlanTask task, TaskRecord record)
    {
        // Who did it may hold the role himself; then another holder confirms it, or whoever has the next shift.
        foreach (var at in run.Plan.Launch.Shifts.Select(shift => run.Clock.Resolve(shift.From)).Where(from => from > run.LastAt).Order().Prepend(run.LastAt))
        {
            if (Able(run, task.VerifiedBy!, at).Find(person => !record.Finishers.Contains(person)) is { } verifier)
                return (at, By(verifier, new VerifyTask { Task = task.Id }));
        }
        return null;
    }

    /// <summary>Automated work: a person releases it where it waits for that; where it does not act, it is played.</summary>
    private (Instant At, TaskCommand Act)? Work(RunState run, PlanTask task, TaskRecord record)
    {
        if (record.Stored == TaskState.InProgress)
        {
            return run.Acts || record.Work is not { Outcome: null } work
                ? null
                : (Instant.Max(run.LastAt, work.Since + takes(task, work.Attempt)), ByClock(new ReportWork { Task = task.Id, Attempt = work.Attempt, Epoch = work.Epoch, Outcome = WorkOutcome.Succeeded }));
        }
        if (!record.Stored.MayStart() || record.Blocked is not null || run.Status == RunStatus.Paused || Readiness.StartsFrom(run, task) is not { } ready)
            return null;
        var at = Instant.Max(ready, run.LastAt);
        if (!record.Released && WorkDecisions.WaitsForRelease(task, record))
        {
            // What failed or got lost waits for a person who knows more than the autopilot does.
            return record.Stored == TaskState.Planned && run.ResponsibleFor(task, at) is { } person ? (at, By(person, new ReleaseWork { Task = task.Id })) : null;
        }
        return run.Acts ? null : (at, ByClock(new IntendWork { Task = task.Id, Epoch = run.WorkEpoch, KeyOf = "played" }));
    }

    private (Instant At, TaskCommand Act)? AtGate(RunState run, PlanTask task, TaskRecord record)
    {
        if (Readiness.StartsFrom(run, task) is not { } open)
            return null;
        if (record.Gate!.HeldUntil is { } held)
            open = Instant.Max(open, held);
        var decided = Instant.Max(open + takes(task, 1), run.LastAt);
        open = Instant.Max(open, run.LastAt);
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
        return run.Status != RunStatus.Paused && record.Blocked is null && run.Plan.Who(task.Gate.Decider, decided, run.Clock) is { } decider
            ? (decided, By(run.StandInFor(decider.Id), new DecideGate { Task = task.Id, Outcome = GateOutcome.Go }))
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

    /// <summary>Whether nobody of these has something attended to do, if the task is attended.</summary>
    private static bool AreFree(RunState run, PlanTask task, List<string> people) =>
        !task.Attended || run.Tasks.Values.All(record =>
            !GoesOn(record) || record.Id == task.Id
            || run.Plan.Task(record.Id) is not { Attended: true } other
            || !record.Starters.Concat(Present(run, other, record.Started ?? run.LastAt)).Any(people.Contains));

    /// <summary>Whether it takes people: from when the first says that he starts until they have finished.</summary>
    private static bool GoesOn(TaskRecord record) =>
        record is { Stored: TaskState.InProgress, AwaitsVerification: false } or { Stored: TaskState.Planned, Starters.Count: > 0 };

    /// <summary>Whom a task takes that several do together: its owner is there too.</summary>
    private static IEnumerable<string> Present(RunState run, PlanTask task, Instant at) =>
        task.Who.Count > 0 && run.ResponsibleFor(task, at) is { } owner ? Together(run, task, at).Append(owner) : Together(run, task, at);

    /// <summary>Those who do a task together, or who stand in for them: for a role a holder who is not one of them already.</summary>
    private static List<string> Together(RunState run, PlanTask task, Instant at)
    {
        var people = new List<string>();
        foreach (var name in task.Who.OrderBy(name => run.Plan.Launch.Person(name) is null))
        {
            if (Able(run, name, at).Find(person => !people.Contains(person)) is { } free)
                people.Add(free);
        }
        return people;
    }

    /// <summary>Whom a name means at a time, and who else holds that role; or who stands in for them.</summary>
    private static List<string> Able(RunState run, string personOrRole, Instant at) =>
        [.. run.Plan.People(run.Clock).HoldersOf(personOrRole).Prepend(run.Plan.Who(personOrRole, at, run.Clock)).OfType<Person>().Select(person => run.StandInFor(person.Id))];

    private static T ByClock<T>(T command)
        where T : RunCommand =>
        By(RunCommand.Clock, command);

    private static T By<T>(string person, T command)
        where T : RunCommand =>
        command with { Actor = person, Via = Via.Autopilot };
}
