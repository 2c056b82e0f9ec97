using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What somebody has to be told.</summary>
public enum NoticeKind
{
    /// <summary>The task before his has started, or its time is near.</summary>
    Next,

    /// <summary>His task can start.</summary>
    Turn,

    /// <summary>His automated task waits for his release.</summary>
    Release,

    /// <summary>A task waits for his confirmation.</summary>
    Confirm,

    /// <summary>His task is past its end.</summary>
    Late,

    /// <summary>Nobody has taken a task, and it is his to see to it.</summary>
    Escalated,

    /// <summary>An automated task failed.</summary>
    WorkFailed,

    /// <summary>Nobody knows how an automated task ended.</summary>
    WorkUnknown,

    /// <summary>A gate opens in which he has a vote.</summary>
    Vote,

    /// <summary>A gate opens in which he decides.</summary>
    Decide,

    /// <summary>A gate opens in which he confirms a criterion.</summary>
    Criterion,

    /// <summary>Going back will soon be impossible or too late.</summary>
    Alarm,

    /// <summary>How the run stands at a checkpoint.</summary>
    Digest,
}

/// <summary>Something that a person has to be told.</summary>
/// <param name="Kind">What.</param>
/// <param name="Person">Whom.</param>
/// <param name="Task">The task that it is about; null for the run.</param>
/// <param name="Occasion">Tells one time from another: an attempt, a decision, an alarm. What is due again under the same one was told.</param>
public sealed record DueNotice(NoticeKind Kind, string Person, string? Task, string Occasion)
{
    /// <summary>Who has not taken the task, where it is escalated.</summary>
    public string? Instead { get; init; }

    /// <summary>What the clock warned of, where it did.</summary>
    public AlarmRaised? Alarm { get; init; }
}

/// <summary>
/// Who has to be told what at a moment, by the state of the run alone: however often and from wherever one looks, the
/// same is due, and what was told is known by its occasion. So nothing is lost where nobody looked for a while, and what
/// nobody needs any more is not said.
/// </summary>
public static class NoticesDue
{
    /// <summary>So long before a time for which a task waits its owner hears that he is next.</summary>
    public static readonly Duration NextBefore = Duration.FromMinutes(15);

    public static IEnumerable<DueNotice> Of(RunState run, Instant now)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.Paused or RunStatus.RollingBack))
            return [];
        var ofTasks = run.ActiveTasks.SelectMany(task => task.Kind switch
        {
            TaskKind.Milestone => [],
            TaskKind.Gate => OfGate(run, task, now),
            _ => OfTask(run, task, run.Tasks[task.Id], now),
        });
        return ofTasks.Concat(OfAlarms(run, now)).Distinct();
    }

    private static IEnumerable<DueNotice> OfTask(RunState run, PlanTask task, TaskRecord record, Instant now)
    {
        if (record.Stored.Releases() || record.Stored == TaskState.Abandoned)
            return [];
        if (record.AwaitsVerification)
            return Person(run, task.VerifiedBy, now) is { } verifier ? [new(NoticeKind.Confirm, verifier, task.Id, $"{record.Attempt}")] : [];
        if (task.Work is not null)
            return OfWork(run, task, record, now);
        // Whoever said that it failed, or that nobody knows, sits before it.
        if (record.Blocked is not null || record.Stored is TaskState.Failed or TaskState.Unknown)
            return [];
        return record.Stored == TaskState.InProgress ? OfLate(run, task, record, record.Started!.Value, now)
            : run.Status == RunStatus.Paused ? []
            : Readiness.Of(run, task, now) is { State: TaskState.Ready } ? OfReady(run, task, record, NoticeKind.Turn, now)
            : OfNext(run, task, record, now);
    }

    private static IEnumerable<DueNotice> OfReady(RunState run, PlanTask task, TaskRecord record, NoticeKind kind, Instant now)
    {
        var since = ReadySince(run, task, record) ?? now;
        var turns = Doers(run, task, now).Where(doer => !record.Starters.Contains(doer)).Select(doer => new DueNotice(kind, doer, task.Id, $"{record.Attempt}"));
        if (task.Kind == TaskKind.Checkpoint)
            turns = turns.Concat(Leaders(run, now).Select(leader => new DueNotice(NoticeKind.Digest, leader, task.Id, $"{record.Attempt}")));
        return turns.Concat(OfLate(run, task, record, since, now)).Concat(OfNobody(run, task, record, since, now));
    }

    /// <summary>When what comes before it has started, or in a quarter of an hour where it only waits for the clock.</summary>
    private static IEnumerable<DueNotice> OfNext(RunState run, PlanTask task, TaskRecord record, Instant now)
    {
        var (waitsFor, until) = Readiness.BeforeStart(run, task, now);
        if (until - now > NextBefore || !waitsFor.All(id => run.Tasks.TryGetValue(id, out var before) && before.Stored == TaskState.InProgress))
            return [];
        return Doers(run, task, now).Select(doer => new DueNotice(NoticeKind.Next, doer, task.Id, $"{record.Attempt}"));
    }

    /// <remarks>Who could begin late is not late before he had the time that it takes.</remarks>
    private static IEnumerable<DueNotice> OfLate(RunState run, PlanTask task, TaskRecord record, Instant since, Instant now)
    {
        if (!TaskFlags.IsLate(run, record, now) || run.TakesOf(task).Likely.AddTo(since, run.Clock.Zone) > now)
            return [];
        return Doers(run, task, now).Select(doer => new DueNotice(NoticeKind.Late, doer, task.Id, $"{record.Attempt} {(record.Stored == TaskState.InProgress ? "end" : "start")}"));
    }

    /// <summary>Nobody has said that he is on it: first the deputy, then whom the plan names, each after the plan's time.</summary>
    /// <remarks>Whoever could begin before the planned start is not waited for before it.</remarks>
    private static IEnumerable<DueNotice> OfNobody(RunState run, PlanTask task, TaskRecord record, Instant since, Instant now)
    {
        if (task.Escalate is not { } escalate || record.Acknowledged is not null || Doers(run, task, now).FirstOrDefault() is not { } owner)
            yield break;
        var deputy = Person(run, task.Deputy, now) ?? (run.Plan.Launch.Person(owner)?.Deputy is { } standing ? run.StandInFor(standing) : null);
        List<string?> steps = [deputy, Person(run, escalate.To, now) ?? Person(run, Roles.CutoverManager, now)];
        since = Instant.Max(since, run.Planned.GetValueOrDefault(task.Id).Start);
        foreach (var person in steps.OfType<string>().Where(person => person != owner).Distinct())
        {
            since = escalate.After.AddTo(since, run.Clock.Zone);
            if (since > now)
                yield break;
            yield return new(NoticeKind.Escalated, person, task.Id, $"{record.Attempt} {owner}") { Instead = owner };
        }
    }

    private static IEnumerable<DueNotice> OfWork(RunState run, PlanTask task, TaskRecord record, Instant now)
    {
        if (record.Stored is TaskState.Failed or TaskState.Unknown)
        {
            var kind = record.Stored == TaskState.Failed ? NoticeKind.WorkFailed : NoticeKind.WorkUnknown;
            return Doers(run, task, now).Select(doer => new DueNotice(kind, doer, task.Id, $"{record.Attempt} {record.Work?.Begun}"));
        }
        return run.Status != RunStatus.Paused && record.Blocked is null && WorkDue.AwaitsRelease(run, task, now) ? OfReady(run, task, record, NoticeKind.Release, now) : [];
    }

    private static IEnumerable<DueNotice> OfGate(RunState run, PlanTask gate, Instant now)
    {
        var record = run.Tasks[gate.Id];
        if (record.Blocked is not null || Readiness.Of(run, gate, now).State != TaskState.Ready)
            return [];
        var occasion = $"{record.Gate!.Decisions.Count} {record.Attempt}";
        var unsaid = Gates.Criteria(run, gate, null).Where(known => known.Met is null).Select(known => known.Id).ToHashSet();
        var votes = gate.Gate!.Voters.Where(voter => !record.Gate.Votes.ContainsKey(voter)).Select(voter => (Kind: NoticeKind.Vote, Who: (string?)voter));
        var words = gate.Gate.Criteria.Where(criterion => unsaid.Contains(criterion.Id)).Select(criterion => (Kind: NoticeKind.Criterion, Who: (criterion.Met as CriterionTest.SaidBy)?.PersonOrRole));
        // Whoever has several things to do at it goes there once.
        return votes.Append((Kind: NoticeKind.Decide, Who: gate.Gate.Decider)).Concat(words)
            .Select(duty => (duty.Kind, Person: Person(run, duty.Who, now)))
            .Where(duty => duty.Person is not null)
            .DistinctBy(duty => duty.Person)
            .Select(duty => new DueNotice(duty.Kind, duty.Person!, gate.Id, occasion));
    }

    private static IEnumerable<DueNotice> OfAlarms(RunState run, Instant now) =>
        from alarm in run.Alarms.Values
        where alarm.LimitAt > now && run.RollbackBegan is null
        from leader in Leaders(run, now)
        select new DueNotice(NoticeKind.Alarm, leader, alarm.Task, $"{alarm.Limit} {alarm.Minutes} {alarm.At.ToUnixTimeSeconds()}") { Alarm = alarm };

    /// <summary>Since when nothing held it back: what comes before it, a block, a pause.</summary>
    private static Instant? ReadySince(RunState run, PlanTask task, TaskRecord record)
    {
        if (Readiness.StartsFrom(run, task) is not { } from)
            return null;
        var unblocked = Instant.Max(from, record.Unblocked ?? from);
        return run.Pauses.LastOrDefault()?.To is { } resumed ? Instant.Max(unblocked, resumed) : unblocked;
    }

    private static IEnumerable<string> Doers(RunState run, PlanTask task, Instant now) => task.Who.Count > 0
        ? task.Who.Select(together => Person(run, together, now)).OfType<string>().Distinct()
        : run.ResponsibleFor(task, now) is { } responsible ? [responsible] : [];

    private static IEnumerable<string> Leaders(RunState run, Instant now) =>
        new[] { Person(run, Roles.CutoverManager, now), Person(run, Roles.ServiceOwner, now) }.OfType<string>().Distinct();

    private static string? Person(RunState run, string? personOrRole, Instant now) =>
        run.Plan.Who(personOrRole, now, run.Clock)?.Id is { } person ? run.StandInFor(person) : null;
}
