using System.Collections.Immutable;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Makes a run's state from its events.</summary>
public static class RunEvolution
{
    /// <summary>The state after all of <paramref name="events"/>.</summary>
    public static RunState Evolve(this RunState state, IEnumerable<RunEvent> events) => events.Aggregate(state, Evolve);

    /// <summary>The state after one event. Throws on an event that it does not know: a journal must never be half understood.</summary>
    public static RunState Evolve(this RunState state, RunEvent happened)
    {
        var next = happened switch
        {
            TaskAdded added => Add(state, added),
            TaskEvent task => OfTask(state, task),
            _ => OfRun(state, happened),
        };
        return next with
        {
            Version = state.Version + 1,
            LastAt = Instant.Max(state.LastAt, happened.At),
            LastReceived = Instant.Max(state.LastReceived, happened.Received),
        };
    }

    private static RunState OfRun(RunState state, RunEvent happened) => happened switch
    {
        RunPlanned planned => Plan(state, planned),
        RunBegun begun => state with
        {
            Status = RunStatus.Running,
            Begun = begun.At,
            Running = new RunClock(begun.Received, begun.At, state.Speed),
        },
        ClockSkipped skipped => state with
        {
            Running = new RunClock(skipped.Received, skipped.To, state.Speed),
            Skipped = state.Skipped.Add(skipped),
        },
        RunPaused => state with { Status = RunStatus.Paused, Pauses = state.Pauses.Add(new(happened.At, null)) },
        RunResumed => state with { Status = RunStatus.Running, Pauses = state.Pauses.SetItem(state.Pauses.Count - 1, state.Pauses[^1] with { To = happened.At }) },
        RunCompleted completed => state with { Status = RunStatus.Complete, Ended = completed.At },
        RunCancelled cancelled => Abandon(state, cancelled.Abandoned, cancelled) with { Status = RunStatus.Cancelled, Ended = cancelled.At },
        RollbackStarted rollback => RollBack(state, rollback),
        RunRolledBack done => state with { Status = RunStatus.RolledBack, Ended = done.At },
        WorkTaken taken => state with { WorkEpoch = taken.Epoch },
        Commented comment => state with { Remarks = state.Remarks.Add(new(comment.At, comment.Doer, comment.Task, comment.Text)) },
        Attached attached => state with
        {
            Remarks = state.Remarks.Add(new(attached.At, attached.Doer, attached.Task, attached.Name) { Url = attached.Url, File = attached.File }),
        },
        AlarmRaised alarm => state with { Alarm = alarm, Alarms = state.Alarms.SetItem((alarm.Limit, alarm.Task), alarm) },
        PersonSubstituted substituted => state with
        {
            Substitutions = state.Substitutions.SetItem(substituted.Person, new(substituted.Person, substituted.By, substituted.At)),
        },
        SubstitutionEnded ended => state with { Substitutions = state.Substitutions.Remove(ended.Person) },
        IssueRaised raised => state with
        {
            Issues = state.Issues.Add(new(raised.Issue, raised.Title, raised.Severity, raised.Owner, raised.Task, raised.At, raised.Doer)),
        },
        IssueSettled settled => state with
        {
            Issues = state.Issues.ConvertAll(issue => issue.Id == settled.Issue ? issue with { Settled = settled.At, How = settled.How } : issue),
        },
        _ => throw new InvalidOperationException($"The journal holds an event that this version does not know: {happened.GetType().Name}."),
    };

    private static RunState Plan(RunState state, RunPlanned planned)
    {
        var assumed = planned.Assumed.ToImmutableHashSet();
        var outside = planned.Outside.ToImmutableHashSet();
        return state with
        {
            Status = RunStatus.Planned,
            Mode = planned.Mode,
            PlanHash = planned.PlanHash,
            T0 = planned.T0,
            Clock = state.Plan.Launch.Clock(planned.T0),
            From = planned.From,
            To = planned.To,
            Speed = planned.Speed,
            Autopilot = planned.Autopilot,
            Seed = planned.Seed,
            Acts = planned.Acts,
            Notices = planned.Notices,
            Assumed = assumed,
            Outside = outside,
            Planned = planned.Planned.ToImmutableDictionary(),
            Tasks = state.Plan.Forward
                .Where(task => !assumed.Contains(task.Id) && !outside.Contains(task.Id))
                .ToImmutableDictionary(task => task.Id, Blank),
        };
    }

    private static TaskRecord Blank(PlanTask task) => new() { Id = task.Id, Gate = task.Kind == TaskKind.Gate ? new GateRecord() : null };

    private static RunState Add(RunState state, TaskAdded added)
    {
        var plan = AddedTasks.PutInto(state.Plan, added.Task, added.Definition);
        return state with
        {
            Plan = plan,
            Tasks = state.Tasks.SetItem(added.Task, Blank(plan.Task(added.Task)!)),
            Planned = state.Planned.SetItem(added.Task, added.Planned),
            Added = state.Added.Add(added.Task),
        };
    }

    private static RunState RollBack(RunState state, RollbackStarted rollback)
    {
        var needed = state.Plan.Rollback.Where(task => rollback.Tasks.ContainsKey(task.Id));
        return Abandon(state, rollback.Abandoned, rollback) with
        {
            Status = RunStatus.RollingBack,
            RollbackBegan = rollback.At,
            RollbackReason = rollback.Reason,
            RollbackLinks = rollback.Tasks.ToImmutableDictionary(),
            Tasks = Abandon(state, rollback.Abandoned, rollback).Tasks.SetItems(needed.ToDictionary(task => task.Id, Blank)),
            Planned = state.Planned.SetItems(rollback.Planned),
        };
    }

    private static RunState Abandon(RunState state, IReadOnlyList<string> tasks, RunEvent because) => state with
    {
        Tasks = state.Tasks.SetItems(tasks.ToDictionary(id => id, id => state.Tasks[id] with
        {
            Stored = TaskState.Abandoned,
            Finished = because.At,
            Actor = because.Doer,
            BeforeLastAct = null,
            AwaitsVerification = false,
            WorkedAround = false,
        })),
    };

    private static RunState OfTask(RunState state, TaskEvent happened)
    {
        var record = TaskEvolution.Evolve(state.Tasks[happened.Task], happened);
        var next = state with { Tasks = state.Tasks.SetItem(happened.Task, record) };
        // Taking back the last finish of a run that had just ended by it opens the run again.
        return happened is FinishTakenBack && next.Status is RunStatus.Complete or RunStatus.RolledBack
            ? next with { Status = next.RollbackBegan is null ? RunStatus.Running : RunStatus.RollingBack, Ended = null }
            : next;
    }
}
