using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>A run as the scheduler and the simulation see it.</summary>
public static class RunProgress
{
    /// <summary>The plan of the run: tasks outside its segment are left out, what does not fit into a plan (holds) is put in.</summary>
    public static Plan PlanOf(RunState run) => run.Outside.Count == 0 && !run.Tasks.Values.Any(record => record.Gate?.HeldUntil is not null)
        ? run.Plan
        : run.Plan with { Forward = [.. run.Plan.Forward.Where(task => !run.Outside.Contains(task.Id)).Select(task => Held(run, task))] };

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

    private static PlanTask Held(RunState run, PlanTask task) =>
        run.Tasks.TryGetValue(task.Id, out var record) && record.Gate?.HeldUntil is { } until
            ? task with { NotBefore = new PlanTime.FromT0(PlanDuration.FromElapsed(until - run.T0)) }
            : task;
}
