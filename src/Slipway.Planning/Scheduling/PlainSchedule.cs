namespace Slipway.Planning.Scheduling;

/// <summary>The schedule of a network of plain numbers, which nobody is needed for: by links alone, in the numbers' own unit, from zero.</summary>
public sealed record PlainSchedule
{
    /// <summary>The latest finish; zero for a network without tasks.</summary>
    public double Makespan { get; init; }

    /// <summary>The ids of one longest chain by links, in order.</summary>
    public IReadOnlyList<string> CriticalPath { get; init; } = [];

    /// <summary>The tasks in the order in which the network was given them; empty when there is a <see cref="Cycle"/>.</summary>
    public IReadOnlyList<PlainTask> Tasks { get; init; } = [];

    /// <summary>The ids of the tasks of a cycle of links, each waiting for the one before it; empty when there is none.</summary>
    public IReadOnlyList<string> Cycle { get; init; } = [];

    /// <summary>The schedule of a network that was not made from a plan.</summary>
    public static PlainSchedule Of(Network network)
    {
        if (network.Count == 0)
            return new PlainSchedule { Cycle = network.Cycle };
        using var links = LinksAnswer.Of(network);
        var tasks = new PlainTask[network.Count];
        for (var i = 0; i < network.Count; i++)
        {
            tasks[network.Position[i]] = new PlainTask(
                network.Ids[i], links.Early[2 * i], links.Early[2 * i + 1], links.Late[2 * i], links.Late[2 * i + 1], links.Slack(i), links.IsCritical(i));
        }
        return new PlainSchedule { Makespan = links.Finish, CriticalPath = links.CriticalPath.ConvertAll(task => network.Ids[task]), Tasks = tasks };
    }
}

/// <summary>When one task can and must happen; see <see cref="ScheduledTask"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EarliestStart">By links alone.</param>
/// <param name="EarliestFinish">By links alone.</param>
/// <param name="LatestStart">The latest start that does not delay the makespan.</param>
/// <param name="LatestFinish">The latest finish that does not delay it.</param>
/// <param name="Slack">From the earliest to the latest start, 0 or more.</param>
/// <param name="Critical">Whether it has no slack.</param>
public sealed record PlainTask(
    string Id, double EarliestStart, double EarliestFinish, double LatestStart, double LatestFinish, double Slack, bool Critical);
