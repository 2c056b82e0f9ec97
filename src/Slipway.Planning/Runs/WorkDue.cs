using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What automated tasks of a run have to do at a time.</summary>
public static class WorkDue
{
    /// <summary>Whether a task may act now: automated, ready, not blocked, and released where a person has to release it.</summary>
    public static bool IsDue(RunState run, PlanTask task, Instant now)
    {
        if (task.Work is null || run.Status is not (RunStatus.Running or RunStatus.RollingBack) || !run.IsInForce(task))
            return false;
        var record = run.Tasks[task.Id];
        return record.Stored.MayStart() && record.Blocked is null
            && (record.Released || !WorkDecisions.WaitsForRelease(task, record))
            && Readiness.BeforeStart(run, task, now) is { For.Count: 0, Until: null };
    }

    /// <summary>The tasks that may act now, in the plan's order.</summary>
    public static IEnumerable<PlanTask> Of(RunState run, Instant now) => run.ActiveTasks.Where(task => IsDue(run, task, now));

    /// <summary>Whether a person has to release a task before it acts, and could now.</summary>
    public static bool AwaitsRelease(RunState run, PlanTask task, Instant now)
    {
        if (task.Work is null || !run.IsInForce(task))
            return false;
        var record = run.Tasks[task.Id];
        return record.Stored.MayStart() && !record.Released && WorkDecisions.WaitsForRelease(task, record)
            && Readiness.BeforeStart(run, task, now) is { For.Count: 0, Until: null };
    }

    /// <summary>The tasks that began to act and of whose end nothing is known.</summary>
    public static IEnumerable<(PlanTask Task, WorkRecord Work)> UnderWay(RunState run) =>
        from task in run.ActiveTasks
        let record = run.Tasks[task.Id]
        where record is { Stored: TaskState.InProgress, AwaitsVerification: false, Work.Outcome: null }
        select (task, record.Work);
}
