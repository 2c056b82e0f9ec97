using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>The latest moment at which a rollback still ends inside the window, with the contingency kept.</summary>
/// <param name="Latest">The moment, to the second; null when it has passed: a rollback that starts now is too late already.</param>
/// <param name="Cycle">The ids of a cycle in the plan's or the rollback's order; with one, nothing is known.</param>
public sealed record RollbackDeadline(Instant? Latest, IReadOnlyList<string> Cycle)
{
    private const double Resolution = TimeAxis.Second;

    /// <summary>
    /// Finds the latest <c>t</c> such that at every moment <c>s</c> from now to <c>t</c> the rollback of what has started
    /// by <c>s</c> ends, with a probability of 80 per cent, before the window closes and the contingency is used.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="progress">What is known of the run; null before it: then the search starts where the plan does.</param>
    /// <param name="options">How to simulate; 2,000 trials unless told otherwise.</param>
    /// <remarks>
    /// What has started by <c>s</c> is known from the trials of the forward tasks: each trial rolls back its own. While
    /// nobody's shift changes, more has started later and a rollback that starts later ends later, in every trial; so
    /// each stretch between two changes is either good to its end or is cut in halves until the moment is found.
    /// </remarks>
    public static RollbackDeadline Find(Plan plan, LaunchClock clock, Progress? progress = null, SimulationOptions? options = null)
    {
        options ??= new SimulationOptions(Trials: 2000);
        options.Check();
        var everything = RollbackOrder.OfEverything(plan);
        var forward = Networks.Of(plan, clock, progress);
        if (everything.Cycle.Count + forward.Cycle.Count > 0)
            return new RollbackDeadline(null, everything.Cycle.Count > 0 ? everything.Cycle : forward.Cycle);
        if (PlanReach.FirstBeyond(plan) is not null)
            return new RollbackDeadline(null, []);

        var axis = new TimeAxis(clock.T0);
        var started = StartedForward.Simulate(plan, forward, progress, options);
        var now = progress is null ? forward.Release.DefaultIfEmpty(0).Min() : axis.Of(progress.Now);
        var contingency = plan.Launch.Window.Contingency;
        var end = axis.Of(contingency.Negated.AddTo(clock.Resolve(plan.Launch.Window.Closes), clock.Zone));
        double? good = null;
        for (var from = now; from <= end;)
        {
            var rollback = new RollbackTrials(everything.Tasks, started, plan, clock, axis.Instant(from), options);
            var to = Math.Min(rollback.NextChange(from) - Resolution, end);
            if (to < from)
                to = from;
            var latest = LatestStart(rollback, from, to, end);
            good = latest ?? good;
            if (latest is null || latest < to)
                break;
            from = Math.Max(rollback.NextChange(from), to + Resolution);
        }
        return new RollbackDeadline(good is { } found ? axis.Instant(found) : null, []);
    }

    /// <summary>The latest start from which the rollback ends in time, of a stretch over which later starts end later.</summary>
    private static double? LatestStart(RollbackTrials rollback, double from, double to, double end)
    {
        if (rollback.FinishP80(from) > end)
            return null;
        if (rollback.FinishP80(to) <= end)
            return to;
        var (good, bad) = (0.0, Math.Ceiling((to - from) / Resolution));
        while (bad - good > 1)
        {
            var middle = Math.Floor((good + bad) / 2);
            if (rollback.FinishP80(from + middle * Resolution) <= end)
                good = middle;
            else
                bad = middle;
        }
        return from + good * Resolution;
    }
}
