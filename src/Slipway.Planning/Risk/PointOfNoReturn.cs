using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>The start of the first task that cannot be taken back.</summary>
/// <param name="Task">Its id.</param>
/// <param name="At">When it started or, with a probability of one half, will have started.</param>
/// <param name="Passed">Whether it has started.</param>
public sealed record PointOfNoReturn(string Task, Instant At, bool Passed)
{
    /// <summary>Finds it in a forecast with task times; null when the plan has no such task left: none at all, or all skipped.</summary>
    public static PointOfNoReturn? Find(Plan plan, Forecast forecast, Progress? progress = null) =>
        plan.Forward
            .Where(task => task.NoReturn)
            .Select(task => Of(task, progress?.Tasks.GetValueOrDefault(task.Id), forecast))
            .OfType<PointOfNoReturn>()
            .OrderBy(point => !point.Passed).ThenBy(point => point.At)
            .FirstOrDefault();

    private static PointOfNoReturn? Of(PlanTask task, TaskProgress? known, Forecast forecast)
    {
        if (known?.FirstStarted is { } started)
            return new PointOfNoReturn(task.Id, started, true);
        if (known?.Finished is not null)
            return null;
        return forecast.Task(task.Id)?.Start is { } start ? new PointOfNoReturn(task.Id, start.P50, false) : null;
    }
}
