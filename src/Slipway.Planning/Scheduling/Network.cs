using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>How a task's duration passes.</summary>
internal enum Passing : byte
{
    /// <summary>On the clock.</summary>
    Elapsed,

    /// <summary>In calendar days of a zone that changes its offset.</summary>
    Days,

    /// <summary>In the working hours of a team.</summary>
    Hours,
}

/// <summary>What progress says of a task.</summary>
internal enum Standing : byte
{
    NotStarted,
    InProgress,
    Ended,
}

/// <summary>A plan's tasks and links as arrays in topological order, ready for passes over them.</summary>
/// <remarks>
/// Times are microseconds since T-0 (for a network that was not made from a plan: the numbers that it was given). Each
/// task has two events, its start (2 × index) and its finish (2 × index + 1); a link ties an event of its predecessor to
/// one of the task's own, and the links that bound a task's start stand before those that bound its finish. That makes
/// all four kinds of link one kind of addition.
/// </remarks>
public sealed class Network
{
    internal Network() { }

    /// <summary>How many tasks it has.</summary>
    public int Count => Ids.Length;

    /// <summary>The ids of the tasks of a cycle of links, each waiting for the one before it and the first for the last; empty when there is none.</summary>
    /// <remarks>With a cycle there is no order to compute in, and no schedule.</remarks>
    public IReadOnlyList<string> Cycle { get; internal init; } = [];

    /// <summary>Whether its times could lie where no calendar has days. Then there is no schedule.</summary>
    public bool TooLong { get; internal init; }

    internal string[] Ids { get; init; } = [];

    /// <summary>Where each task stands in the list that the network was made from.</summary>
    internal int[] Position { get; init; } = [];

    internal double[] Optimistic { get; init; } = [];
    internal double[] Likely { get; init; } = [];
    internal double[] Pessimistic { get; init; } = [];
    internal double[] Release { get; init; } = [];
    internal double[] Deadline { get; init; } = [];

    /// <summary>First link of each task, and one past the last link at the end.</summary>
    internal int[] LinksFrom { get; init; } = [];

    /// <summary>First link of each task that bounds its finish.</summary>
    internal int[] FinishLinksFrom { get; init; } = [];

    /// <summary>The predecessor's event of each link.</summary>
    internal int[] Source { get; init; } = [];

    internal double[] Lag { get; init; } = [];

    /// <summary>Calendar days in each link's lag, where these are not 24 hours; null where all are.</summary>
    internal int[]? LagDays { get; init; }

    internal Passing[] Passes { get; init; } = [];
    internal TeamHours?[] Hours { get; init; } = [];
    internal DayCalendar? Days { get; init; }

    /// <summary>Whether a task's times need more than additions: hours, days, progress.</summary>
    internal bool[] Special { get; init; } = [];

    internal Standing[] Stands { get; init; } = [];
    internal double[] Started { get; init; } = [];
    internal double[] Ended { get; init; } = [];
    internal double Now { get; init; } = double.NegativeInfinity;

    /// <summary>First party of each task, and one past the last at the end.</summary>
    internal int[] PartiesFrom { get; init; } = [];

    /// <summary>Who has to be there: a person's index, or the complement of a role's.</summary>
    internal int[] Parties { get; init; } = [];

    /// <summary>The one person whom each task takes; or <see cref="Nobody"/>, or <see cref="BySteps"/>.</summary>
    internal int[] Doer { get; init; } = [];

    /// <summary>A doer: the task takes nobody.</summary>
    internal const int Nobody = -1;

    /// <summary>A doer: several people or a role, or a task whose times need more than additions.</summary>
    internal const int BySteps = -2;

    /// <summary>Whether a task comes after the launch phase.</summary>
    internal bool[] Yields { get; init; } = [];

    internal IReadOnlyList<RoleInTime> Roles { get; init; } = [];
    internal string[] People { get; init; } = [];

    /// <summary>Where each person's busy times have their room, one start and end for each task that may take him; and the end of all.</summary>
    internal int[] BusyFrom { get; init; } = [];
    internal PlanTask[] Tasks { get; init; } = [];
    internal TimeAxis Axis { get; init; }

    /// <summary>The person's index at a time; -1 for nobody.</summary>
    internal int PersonAt(int party, double time) => party >= 0 ? party : Roles[~party].At(time);

    /// <summary>The task of an event.</summary>
    internal static int TaskOf(int @event) => @event >> 1;

    /// <summary>The earliest time at or after another at which a task's work can start.</summary>
    internal double Open(int task, double time, double duration) =>
        Passes[task] == Passing.Hours && duration > 0 ? Hours[task]!.NextOpen(time) : time;

    /// <summary>The first of the links that still move a task which has not ended: what is in progress, only its finish.</summary>
    internal int FirstLinkThatMoves(int task) => Stands[task] == Standing.InProgress ? FinishLinksFrom[task] : LinksFrom[task];

    internal double FinishOf(int task, double start, double duration) => Passes[task] switch
    {
        Passing.Hours => Hours[task]!.Add(start, duration),
        Passing.Days => Days!.Add(start, duration),
        _ => start + duration,
    };

    /// <summary>The latest start of a task that ends by a time.</summary>
    internal double StartFor(int task, double finish, double duration) => Passes[task] switch
    {
        Passing.Hours => Hours[task]!.Subtract(finish, duration),
        Passing.Days => Days!.Subtract(finish, duration),
        _ => finish - duration,
    };

    /// <summary>A time and a link's lag.</summary>
    internal double After(int link, double time) =>
        LagDays is { } days && days[link] != 0 ? Days!.AddDays(time, days[link]) + Lag[link] : time + Lag[link];

    /// <summary>The latest time that with a link's lag does not pass another.</summary>
    internal double Before(int link, double time)
    {
        if (LagDays is not { } days || days[link] == 0)
            return time - Lag[link];
        var before = Days!.AddDays(time - Lag[link], -days[link]);
        return before - Math.Max(0, After(link, before) - time);
    }
}
