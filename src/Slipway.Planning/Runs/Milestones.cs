using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>When milestones are reached: nobody does them, they follow from what was done and from the clock.</summary>
public static class Milestones
{
    /// <summary>When the next milestone is reached for which nothing has to happen any more; null while all wait for somebody, or the run is paused.</summary>
    public static Instant? NextDue(RunState run)
    {
        if (run.Status == RunStatus.Paused)
            return null;
        Instant? next = null;
        foreach (var milestone in run.ActiveTasks)
        {
            if (milestone.Kind == TaskKind.Milestone && run.Tasks[milestone.Id].Stored == TaskState.Planned && Readiness.StartsFrom(run, milestone) is { } due && (next is null || due < next))
                next = due;
        }
        return next;
    }

    /// <summary>When a milestone is reached that may be reached now: when the last thing before it was, not when somebody told us.</summary>
    internal static Instant ReachedAt(RunState run, PlanTask milestone, Instant now) =>
        Readiness.StartsFrom(run, milestone) is { } due && due < now ? due : now;
}
