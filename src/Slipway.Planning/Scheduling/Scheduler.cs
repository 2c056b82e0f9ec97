using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>Computes schedules.</summary>
/// <remarks>
/// What a duration means: minutes and hours are elapsed time, and in the prepare phase the working time of the task's
/// team where it names one (work stops when the team closes and goes on when it opens). A duration in which a day
/// appears (<c>2d</c>, <c>1d/2d/3d</c>) passes on the calendar of the launch's zone, whatever the hours. From the launch
/// phase on work goes on at any hour. Of three estimates the likely one is planned.
/// Attended tasks and checkpoints take their owner and everybody in <c>who</c>; unattended tasks, milestones and gates
/// take nobody.
/// </remarks>
public static class Scheduler
{
    /// <summary>The schedule of a plan's forward tasks.</summary>
    public static Schedule Compute(Plan plan, LaunchClock clock, Progress? progress = null) => Compute(Networks.Of(plan, clock, progress));

    /// <summary>The schedule of a network that was made from a plan.</summary>
    public static Schedule Compute(Network network)
    {
        var axis = network.Axis;
        if (network.Count == 0)
            return new Schedule { EarliestStart = axis.Origin, EarliestFinish = axis.Origin, Start = axis.Origin, Finish = axis.Origin, Cycle = network.Cycle, TooLong = network.TooLong };
        using var links = LinksAnswer.Of(network);
        using var planned = PlannedAnswer.Of(network, links);
        var tasks = new ScheduledTask[network.Count];
        for (var i = 0; i < network.Count; i++)
        {
            tasks[network.Position[i]] = new ScheduledTask(
                network.Ids[i],
                axis.Instant(links.Early[2 * i]), axis.Instant(links.Early[2 * i + 1]),
                axis.Instant(links.Late[2 * i]), axis.Instant(links.Late[2 * i + 1]),
                TimeAxis.Length(links.Slack(i)), links.IsCritical(i),
                axis.Instant(planned.Time[2 * i]), axis.Instant(planned.Time[2 * i + 1]),
                PeopleOf(network, planned, i));
        }
        return new Schedule
        {
            EarliestStart = tasks.Min(task => task.EarliestStart),
            EarliestFinish = axis.Instant(links.Finish),
            Start = tasks.Min(task => task.PlannedStart),
            Finish = axis.Instant(planned.Finish),
            CriticalPath = links.CriticalPath.ConvertAll(task => network.Ids[task]),
            Tasks = tasks,
        };
    }

    private static string[] PeopleOf(Network network, PlannedAnswer planned, int task) =>
        [.. planned.Person[network.PartiesFrom[task]..network.PartiesFrom[task + 1]].Where(person => person >= 0).Select(person => network.People[person])];
}
