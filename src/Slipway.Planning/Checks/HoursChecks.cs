using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Checks;

/// <summary>Whether people are there when the launch phase needs them. Before it the schedule keeps the teams' hours by itself.</summary>
internal static class HoursChecks
{
    public static IEnumerable<Finding> Overtime(CheckContext check) => Outside(check, team => team with { Closed = [] });

    public static IEnumerable<Finding> ClosedPeriod(CheckContext check) => Outside(check, team => team with { Hours = [] });

    /// <summary>In the launch phase itself the gap in the shifts is the finding, not each task in it.</summary>
    public static IEnumerable<Finding> NobodyOnShift(CheckContext check) =>
        from task in check.Scheduled
        where task.Task is { Owner: Roles.CutoverManager or Roles.Scribe, Phase: not Phase.Launch }
            && check.People.MayMean(task.Task.Owner).Count > 0
            && check.People.Who(task.Task.Owner, task.Times.PlannedStart) is null
        select Finding.At(task.Task, "owner", task.Task.Id, task.Task.Owner!, check.Say(task.Times.PlannedStart));

    private static IEnumerable<Finding> Outside(CheckContext check, Func<Team, Team> kept)
    {
        var axis = new TimeAxis(check.Clock.T0);
        var teams = check.Launch.Teams.DistinctBy(team => team.Id).ToDictionary(team => team.Id);
        var hours = new Dictionary<string, TeamHours?>();
        foreach (var (task, times) in check.Scheduled)
        {
            if (task is not { Phase: Phase.Launch, Attended: true, Team: { } team, Kind: TaskKind.Task or TaskKind.Checkpoint } || !teams.TryGetValue(team, out var known))
                continue;
            if (!hours.TryGetValue(team, out var open))
                hours[team] = open = TeamHours.For(kept(known), check.Clock, axis, check.LaunchPhase!.Value.Start, check.LaunchPhase!.Value.End);
            var (start, finish) = (axis.Of(times.PlannedStart), axis.Of(times.PlannedFinish));
            if (open is not null && open.Between(start, finish) < finish - start)
                yield return Finding.At(task, "team", task.Id, team, check.Say(times.PlannedStart), check.Say(times.PlannedFinish));
        }
    }
}
