using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Whether a task may start or finish at a time, and what it waits for.</summary>
/// <param name="State">The state to show.</param>
/// <param name="For">The tasks that it waits for.</param>
/// <param name="Until">The clock that it waits for; null when it waits for no clock or nobody knows yet.</param>
public sealed record Readiness(TaskState State, IReadOnlyList<string> For, Instant? Until)
{
    /// <summary>What a task is at a time on the run's clock.</summary>
    public static Readiness Of(RunState run, PlanTask task, Instant now)
    {
        var record = run.Tasks[task.Id];
        if (record.Stored is not TaskState.Planned || !run.IsInForce(task))
            return new(record.Stored, [], null);
        var (waitsFor, until) = BeforeStart(run, task, now);
        if (record.Gate?.HeldUntil is { } held && held > now)
            until = Latest(until, held);
        if (waitsFor.Count == 0 && until is null)
            return new(TaskState.Ready, [], null);
        var due = run.Planned.TryGetValue(task.Id, out var planned) && planned.Start <= now;
        var next = waitsFor.Count > 0 && waitsFor.All(id => run.Tasks.TryGetValue(id, out var before) && before.Stored.HasEffect());
        return new(due || next ? TaskState.Waiting : TaskState.Planned, waitsFor, until);
    }

    /// <summary>What has to happen before a task may start: tasks, and a time.</summary>
    public static (IReadOnlyList<string> For, Instant? Until) BeforeStart(RunState run, PlanTask task, Instant at)
    {
        List<string> waitsFor = [];
        Instant? until = null;
        if (task.NotBefore is { } notBefore && run.Clock.Resolve(notBefore) is var earliest && earliest > at)
            until = earliest;
        // A live run may be begun early, so that people gather: what it plays still begins at its time.
        if (!task.IsRollback && run.From > at)
            until = Latest(until, run.From);
        foreach (var link in run.LinksOf(task))
        {
            // What is reached or decided in one moment ends when it starts.
            if (link.Type is LinkType.FinishToStart or LinkType.StartToStart || task.Kind is TaskKind.Milestone or TaskKind.Gate)
                Wait(run, link, at, waitsFor, ref until);
        }
        return (waitsFor, until);
    }

    /// <summary>From when a task may start for which nothing has to happen any more, within what the run does now; null while it waits for others.</summary>
    public static Instant? StartsFrom(RunState run, PlanTask task)
    {
        var (waitsFor, until) = BeforeStart(run, task, Instant.MinValue);
        if (waitsFor.Count > 0)
            return null;
        var earliest = run.RollbackBegan ?? run.Begun ?? run.From;
        return until is { } time ? Instant.Max(time, earliest) : earliest;
    }

    /// <summary>What has to happen before a task may finish: tasks, and a time.</summary>
    public static (IReadOnlyList<string> For, Instant? Until) BeforeFinish(RunState run, PlanTask task, Instant at)
    {
        List<string> waitsFor = [];
        Instant? until = null;
        foreach (var link in run.LinksOf(task))
        {
            if (link.Type is LinkType.FinishToFinish or LinkType.StartToFinish)
                Wait(run, link, at, waitsFor, ref until);
        }
        return (waitsFor, until);
    }

    /// <summary>The earliest end that a task's links allow if what is in progress takes its likely time, not before the run's segment; null when that cannot be foreseen, since something has not begun.</summary>
    public static Instant? LikelyEnd(RunState run, PlanTask task)
    {
        var end = run.From;
        foreach (var link in run.LinksOf(task).Where(link => link.Type is LinkType.FinishToFinish or LinkType.StartToFinish))
        {
            if (run.Assumed.Contains(link.Predecessor) || !run.Tasks.TryGetValue(link.Predecessor, out var before))
                continue;
            if ((link.Type == LinkType.StartToFinish ? StartOf(before) : FinishOf(run, before, expected: true)) is not { } known)
                return null;
            end = Instant.Max(end, link.Lag.AddTo(known, run.Clock.Zone));
        }
        return end;
    }

    /// <summary>Whether a task has to wait before its start for something that had happened <paramref name="before"/>.</summary>
    internal static bool StartWaitsAgain(RunState before, RunState after, PlanTask task) =>
        BeforeStart(after, task, Instant.MaxValue).For.Except(BeforeStart(before, task, Instant.MaxValue).For).Any();

    /// <summary>Whether a task has to wait before its end for something that had happened <paramref name="before"/>.</summary>
    internal static bool FinishWaitsAgain(RunState before, RunState after, PlanTask task) =>
        BeforeFinish(after, task, Instant.MaxValue).For.Except(BeforeFinish(before, task, Instant.MaxValue).For).Any();

    private static void Wait(RunState run, Link link, Instant at, List<string> waitsFor, ref Instant? until)
    {
        var fromFinish = link.Type is LinkType.FinishToStart or LinkType.FinishToFinish;
        Instant? end;
        if (run.Assumed.Contains(link.Predecessor))
            end = fromFinish ? run.AssumedTimes(link.Predecessor).Finish : run.AssumedTimes(link.Predecessor).Start;
        else if (run.Tasks.TryGetValue(link.Predecessor, out var before))
            end = fromFinish ? FinishOf(run, before, expected: link.Lag.IsNegative) : StartOf(before);
        else
            return;
        if (end is not { } known)
            waitsFor.Add(link.Predecessor);
        else if (link.Lag.AddTo(known, run.Clock.Zone) is var free && free > at)
            until = Latest(until, free);
    }

    /// <summary>When it released what follows; or, where a lead or a look ahead asks for it, when it is expected to.</summary>
    private static Instant? FinishOf(RunState run, TaskRecord before, bool expected)
    {
        if (before.Stored.Releases())
            return before.Finished;
        return expected && before.Stored == TaskState.InProgress && run.Plan.Task(before.Id) is { } task
            ? run.TakesOf(task).Likely.AddTo(before.Started!.Value, run.Clock.Zone)
            : null;
    }

    private static Instant? StartOf(TaskRecord before) =>
        before.Stored.HasEffect() ? before.Started
        : before.Stored == TaskState.Skipped ? before.Finished
        : null;

    private static Instant Latest(Instant? one, Instant other) => one is { } known ? Instant.Max(known, other) : other;
}
