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
        foreach (var milestone in run.ActiveMilestones)
        {
            if (run.Tasks[milestone.Id] is { Stored: TaskState.Planned, Blocked: null } && DueAt(run, milestone) is { } due && (next is null || due < next))
                next = due;
        }
        return next;
    }

    /// <summary>What takes something away, and with it the milestones that rest on that.</summary>
    internal static IReadOnlyList<RunEvent> WithLost(RunState run, RunCommand command, TaskEvent takesAway)
    {
        List<RunEvent> all = [takesAway];
        var after = run.Evolve(takesAway);
        while (after.ActiveMilestones.FirstOrDefault(task => after.Tasks[task.Id].Stored == TaskState.Done && Readiness.StartWaitsAgain(run, after, task)) is { } lost)
        {
            all.Add(ByClock.Of(command, new MilestoneLost { Task = lost.Id, At = command.At }));
            after = after.Evolve(all[^1]);
        }
        return all;
    }

    /// <summary>The first milestone that is reached at a time; one that is blocked waits.</summary>
    internal static PlanTask? Reached(RunState run, Instant now) =>
        run.ActiveMilestones.FirstOrDefault(task => run.Tasks[task.Id].Blocked is null && Readiness.Of(run, task, now).State == TaskState.Ready);

    /// <summary>When a milestone is reached that may be reached now: when the last thing before it was, not when somebody told us.</summary>
    internal static Instant ReachedAt(RunState run, PlanTask milestone, Instant now) =>
        DueAt(run, milestone) is { } due && due < now ? due : now;

    private static Instant? DueAt(RunState run, PlanTask milestone) =>
        Readiness.StartsFrom(run, milestone) is { } due
            ? run.Tasks[milestone.Id].Unblocked is { } unblocked ? Instant.Max(due, unblocked) : due
            : null;
}
