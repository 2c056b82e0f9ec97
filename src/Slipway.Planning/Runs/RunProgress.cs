using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>A run as the scheduler and the simulation see it.</summary>
public static class RunProgress
{
    /// <summary>The plan of the run: what lies outside its segment is left out, what does not fit into a plan (holds, stand-ins, who works in fact) is put in.</summary>
    public static Plan PlanOf(RunState run)
    {
        var forward = run.Plan.Forward.Where(task => !run.Outside.Contains(task.Id));
        return run.Plan with
        {
            StandIns = run.Substitutions.Keys.ToDictionary(person => person, run.StandInFor),
            Forward = [.. forward.Select(task => Known(run, task))],
            Rollback = [.. WayBack(run).Select(task => Known(run, task))],
        };
    }

    /// <summary>What is known at a time. Nothing that is left starts before the run's segment does, though a live run was begun early.</summary>
    public static Progress Of(RunState run, Instant now)
    {
        var known = new Dictionary<string, TaskProgress>(StringComparer.Ordinal);
        foreach (var id in run.Assumed)
        {
            var (start, finish) = run.AssumedTimes(id);
            known[id] = new TaskProgress { Started = start, Finished = finish, Releases = true };
        }
        foreach (var record in run.Tasks.Values)
            known[record.Id] = Of(record);
        return new Progress(run.RollbackBegan is null ? Instant.Max(now, run.From) : now, known);
    }

    private static TaskProgress Of(TaskRecord record) => new()
    {
        FirstStarted = record.FirstStarted,
        Started = record.Stored is TaskState.Skipped ? null : record.Started,
        Finished = record.Stored.Releases() ? record.Finished : null,
        Releases = record.Stored.Releases(),
        Halted = record.Stored is TaskState.Failed or TaskState.Unknown or TaskState.Abandoned,
        Takes = record.Takes,
    };

    /// <summary>The rollback tasks that the run may come to need, waiting for what those left out would have waited for.</summary>
    private static IReadOnlyList<PlanTask> WayBack(RunState run)
    {
        if (run.Outside.Count == 0)
            return run.Plan.Rollback;
        var order = RollbackOrder.Derive(run.Plan, run.Plan.Forward.Select(task => task.Id).Where(id => !run.Outside.Contains(id)));
        return order.Cycle.Count > 0 ? run.Plan.Rollback : order.Tasks;
    }

    private static PlanTask Known(RunState run, PlanTask task)
    {
        if (run.Tasks.GetValueOrDefault(task.Id) is not { } record)
            return task;
        if (record.Gate?.HeldUntil is { } until)
            task = task with { NotBefore = new PlanTime.FromT0(PlanDuration.FromElapsed(until - run.T0)) };
        var starters = record.Stored == TaskState.InProgress ? record.Starters.Where(starter => run.Plan.Launch.Person(starter) is not null).ToList() : [];
        // Of a task that is done together, the owner is one of those who do it, whoever said first that it goes on.
        if (task.Who.Count > 0 && starters.Count > 0)
            task = task with { Who = [.. task.Who, .. starters] };
        var owner = HandedOverSince(record) ?? (task.Who.Count > 0 ? null : starters.FirstOrDefault()) ?? record.HandedTo ?? task.Owner;
        return owner == task.Owner ? task : task with { Owner = owner };
    }

    /// <summary>To whom a task was handed after it started; null when it was not.</summary>
    private static string? HandedOverSince(TaskRecord record) =>
        record.BeforeLastAct is { } before && record.HandedTo != before.HandedTo ? record.HandedTo : null;
}
