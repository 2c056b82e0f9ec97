using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>Whether a plan's times stay where a calendar still has days.</summary>
/// <remarks>
/// The bound is on the sum of everything that takes time, at its worst: it is wide enough for any launch, needs no
/// schedule, and whatever waits for whatever, no time can lie further away than all of it one after another.
/// </remarks>
internal static class PlanReach
{
    /// <summary>A thousand years: T-0 lies before 2200, the calendar ends with 9999.</summary>
    private const double Most = 365_250 * TimeAxis.Day;

    /// <summary>The first forward or rollback task at which the sum of its side passes the bound; null for none.</summary>
    public static PlanTask? FirstBeyond(Plan plan) => FirstBeyond(plan.Forward, plan.Launch) ?? FirstBeyond(plan.Rollback, plan.Launch);

    public static PlanTask? FirstBeyond(IReadOnlyList<PlanTask> tasks, Launch launch)
    {
        var slower = launch.Teams.DistinctBy(team => team.Id).ToDictionary(team => team.Id, team => new Lazy<double>(() => Slowness(team)));
        var sum = 0.0;
        foreach (var task in tasks)
        {
            if (task is { Kind: not TaskKind.Milestone, Takes: { } takes })
            {
                var length = new[] { takes.Optimistic, takes.Likely, takes.Pessimistic }.Max(duration => Math.Abs(TimeAxis.Of(duration.Nominal)));
                sum += Networks.KeepsHours(task) && !Networks.InDays(takes) ? length * (slower.GetValueOrDefault(task.Team!)?.Value ?? 1) : length;
            }
            foreach (var link in task.After)
                sum += Math.Abs(TimeAxis.Of(link.Lag.Nominal));
            if (sum > Most)
                return task;
        }
        return null;
    }

    /// <summary>How much longer work takes that stops when the team closes.</summary>
    private static double Slowness(Team team)
    {
        const int day = 24 * 60;
        var (open, last) = (0, 0);
        foreach (var (from, to) in team.Hours.SelectMany(hours => hours.Days.Select(on => (From: (int)on * day + hours.FromMinute, To: (int)on * day + hours.ToMinute))).Order())
        {
            open += Math.Max(0, to - Math.Max(from, last));
            last = Math.Max(last, to);
        }
        return open > 0 ? 7.0 * day / open : 1;
    }
}
