using NodaTime;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>How a task of a run is shown: its state, or the flag that matters more.</summary>
internal static class ShownTasks
{
    /// <summary>All tasks of a run, in the order of the plan.</summary>
    public static IReadOnlyList<ShownTask> Of(RunState run, RunForecast forecast, Instant now)
    {
        var shown = new List<ShownTask>(run.Tasks.Count);
        foreach (var task in run.Plan.Tasks)
        {
            if (run.Tasks.TryGetValue(task.Id, out var record))
                shown.Add(Of(run, forecast, task, record, now));
        }
        return shown;
    }

    private static ShownTask Of(RunState run, RunForecast forecast, PlanTask task, TaskRecord record, Instant now)
    {
        var planned = run.Planned.GetValueOrDefault(task.Id);
        var (start, finish) = Expected(forecast, task, record, planned, now);
        return new(task, record, planned, Shown(run, task, record, now), start, finish);
    }

    public static ShownState Shown(RunState run, PlanTask task, Instant now) => Shown(run, task, run.Tasks[task.Id], now);

    private static ShownState Shown(RunState run, PlanTask task, TaskRecord record, Instant now)
    {
        var state = Of(Readiness.Of(run, task, now).State);
        if (record.Blocked is not null)
            return ShownState.Blocked;
        if (state is ShownState.Failed or ShownState.Unknown || state.IsOver())
            return state;
        if (run.Status.IsOver())
            return ShownState.Planned;
        return TaskFlags.IsLate(run, record, now) ? ShownState.Late : state;
    }

    public static ShownState Of(TaskState state) => state switch
    {
        TaskState.Planned => ShownState.Planned,
        TaskState.Waiting => ShownState.Waiting,
        TaskState.Ready => ShownState.Ready,
        TaskState.InProgress => ShownState.Running,
        TaskState.Unknown => ShownState.Unknown,
        TaskState.Done => ShownState.Done,
        TaskState.DoneWithWorkaround => ShownState.Workaround,
        TaskState.Failed => ShownState.Failed,
        TaskState.Skipped => ShownState.Skipped,
        _ => ShownState.Abandoned,
    };

    /// <summary>When a task starts and ends, as forecast now; what happened where it has.</summary>
    public static (Instant Start, Instant Finish) Expected(RunState run, RunForecast forecast, PlanTask task, Instant now) =>
        Expected(forecast, task, run.Tasks[task.Id], run.Planned.GetValueOrDefault(task.Id), now);

    private static (Instant Start, Instant Finish) Expected(RunForecast forecast, PlanTask task, TaskRecord record, PlannedTimes planned, Instant now)
    {
        var known = task.IsRollback ? forecast.Back?.Task(task.Id) : forecast.Forward?.Task(task.Id);
        var start = record.Started ?? known?.Start?.P50 ?? planned.Start;
        var finish = record.Finished ?? known?.Finish?.P50 ?? Instant.Max(planned.Finish, now);
        return (start, Instant.Max(start, finish));
    }
}

/// <summary>A task of a run as it is shown at one moment.</summary>
/// <param name="Start">As forecast; when it started where it has. So too <paramref name="Finish"/>.</param>
internal sealed record ShownTask(PlanTask Task, TaskRecord Record, PlannedTimes Planned, ShownState State, Instant Start, Instant Finish);
