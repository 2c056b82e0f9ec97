using NodaTime;

namespace Slipway.Planning.Runs;

/// <summary>The moment after which nobody goes back in time: the earlier of point of no return and rollback deadline.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="At">When, as forecast.</param>
/// <param name="Task">The task that cannot be taken back; null for the rollback deadline.</param>
public sealed record RunLimit(LimitKind Kind, Instant At, string? Task)
{
    /// <summary>Null where there is none, or it has passed: the run goes back or is over, a task without return has started, a rollback would end too late.</summary>
    public static RunLimit? Of(RunState run, RunForecast forecast)
    {
        if (run.RollbackBegan is not null || run.Status.IsOver() || run.PointOfNoReturnPassed() is not null)
            return null;
        var point = forecast.PointOfNoReturn is { } known ? new RunLimit(LimitKind.PointOfNoReturn, known.At, known.Task) : null;
        if (run.Plan.Rollback.Count == 0)
            return point;
        if (forecast.RollbackDeadline is not { } deadline)
            return null;
        return point is not null && point.At <= deadline ? point : new RunLimit(LimitKind.RollbackDeadline, deadline, null);
    }
}

public enum LimitKind
{
    PointOfNoReturn,
    RollbackDeadline,
}
