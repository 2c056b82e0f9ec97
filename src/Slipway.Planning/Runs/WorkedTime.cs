using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>How long tasks of a run took, as their estimates count it: in the hours of the team where they keep these.</summary>
internal sealed class WorkedTime(RunState run)
{
    private readonly TimeAxis axis = new(run.T0);
    private readonly Dictionary<string, TeamHours?> teams = new(StringComparer.Ordinal);

    public Duration Between(PlanTask task, Instant started, Instant finished)
    {
        if (!Networks.KeepsHours(task) || HoursOf(task.Team!) is not { } hours)
            return finished - started;
        var worked = TimeAxis.Length(hours.Between(axis.Of(started), axis.Of(finished)));
        // What was done while the team was closed took what it took.
        return worked > Duration.Zero ? worked : finished - started;
    }

    private TeamHours? HoursOf(string id)
    {
        if (!teams.TryGetValue(id, out var hours))
        {
            var team = run.Plan.Launch.Teams.FirstOrDefault(candidate => candidate.Id == id);
            teams[id] = hours = team is null ? null : TeamHours.For(team, run.Clock, axis, Instant.Min(run.From, run.T0), Instant.Max(run.LastAt, run.T0));
        }
        return hours;
    }
}
