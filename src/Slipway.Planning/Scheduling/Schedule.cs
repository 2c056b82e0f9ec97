using NodaTime;

namespace Slipway.Planning.Scheduling;

/// <summary>When the tasks of a plan can, must and are planned to happen.</summary>
public sealed record Schedule
{
    private Dictionary<string, ScheduledTask>? byId;

    /// <summary>The earliest start by links, clocks and hours alone; T-0 for a plan without tasks.</summary>
    public required Instant EarliestStart { get; init; }

    /// <summary>The earliest finish by links, clocks and hours alone; T-0 for a plan without tasks.</summary>
    public required Instant EarliestFinish { get; init; }

    /// <summary>When the first task is planned to start.</summary>
    public required Instant Start { get; init; }

    /// <summary>When the last task is planned to finish, with nobody doing two attended tasks at once.</summary>
    public required Instant Finish { get; init; }

    /// <summary>
    /// The ids of one longest chain by links, in order, from a task that a clock starts to the one that ends last.
    /// Empty for a plan without tasks.
    /// </summary>
    public IReadOnlyList<string> CriticalPath { get; init; } = [];

    /// <summary>The tasks in the plan's order; empty when there is no schedule.</summary>
    public IReadOnlyList<ScheduledTask> Tasks { get; init; } = [];

    /// <summary>The ids of the tasks of a cycle of links, each waiting for the one before it; empty when there is none.</summary>
    public IReadOnlyList<string> Cycle { get; init; } = [];

    /// <summary>Whether the durations add up to more than a calendar holds.</summary>
    public bool TooLong { get; init; }

    /// <summary>Whether there is a schedule: none with a <see cref="Cycle"/>, none when it is <see cref="TooLong"/>.</summary>
    public bool Exists => Cycle.Count == 0 && !TooLong;

    /// <summary>The task with this id; null if there is none.</summary>
    public ScheduledTask? Task(string id)
    {
        byId ??= Tasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        return byId.GetValueOrDefault(id);
    }
}

/// <summary>When one task can, must and is planned to happen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EarliestStart">By links, clocks and hours alone.</param>
/// <param name="EarliestFinish">By links, clocks and hours alone.</param>
/// <param name="LatestStart">The latest start that delays neither the plan's earliest finish nor a deadline (<c>notAfter</c>).</param>
/// <param name="LatestFinish">The latest finish that delays neither.</param>
/// <param name="Slack">From the earliest to the latest start; negative when a deadline cannot be met.</param>
/// <param name="Critical">Whether it has no slack and has not ended.</param>
/// <param name="PlannedStart">With nobody doing two attended tasks at once.</param>
/// <param name="PlannedFinish">With nobody doing two attended tasks at once.</param>
/// <param name="People">The ids of the people whose whole attention it takes, as planned.</param>
public sealed record ScheduledTask(
    string Id,
    Instant EarliestStart,
    Instant EarliestFinish,
    Instant LatestStart,
    Instant LatestFinish,
    Duration Slack,
    bool Critical,
    Instant PlannedStart,
    Instant PlannedFinish,
    IReadOnlyList<string> People);
