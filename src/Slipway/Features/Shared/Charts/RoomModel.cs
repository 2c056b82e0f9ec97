using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>A run as its room shows it: everything on one clock.</summary>
public sealed record RoomModel
{
    /// <summary>When the cutover window opens and closes.</summary>
    public required Instant WindowOpens { get; init; }

    public required Instant WindowCloses { get; init; }

    public required Instant T0 { get; init; }

    /// <summary>The run's clock; null before it starts and after it ended.</summary>
    public Instant? Now { get; init; }

    /// <summary>The stretch to show; at least the window and every task's plan and forecast unless narrower is meant.</summary>
    public required Instant From { get; init; }

    public required Instant To { get; init; }

    /// <summary>What forecasts are cut to; null where they are not.</summary>
    public Duration? Grain { get; init; }

    public IReadOnlyList<RoomGate> Gates { get; init; } = [];

    /// <summary>The start of the first task that cannot be taken back.</summary>
    public Instant? NoReturn { get; init; }

    /// <summary>The last moment at which a rollback still ends inside the window.</summary>
    public Instant? RollbackDeadline { get; init; }

    /// <summary>When everything is likely, and very likely, finished.</summary>
    public Instant? P50 { get; init; }

    public Instant? P80 { get; init; }

    public required IReadOnlyList<RoomLane> Lanes { get; init; }
}

/// <summary>A go/no-go gate.</summary>
/// <param name="Name">How its line is called: the gate's title.</param>
/// <param name="At">When it decides, as forecast now.</param>
public sealed record RoomGate(string Name, Instant At);

/// <summary>A workstream.</summary>
public sealed record RoomLane(string Name, IReadOnlyList<RoomTask> Tasks);

/// <summary>One task in a lane.</summary>
public sealed record RoomTask
{
    /// <summary>The task's id in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>In the reader's language.</summary>
    public required string Title { get; init; }

    /// <summary>Its state, or the flag that matters more.</summary>
    public required ShownState State { get; init; }

    /// <summary>A few words after the title, in the state's hue: "5 min late", "state unknown".</summary>
    public string? Says { get; init; }

    public required Instant PlannedStart { get; init; }

    public required Instant PlannedFinish { get; init; }

    /// <summary>What happened; null where it has not.</summary>
    public Instant? ActualStart { get; init; }

    public Instant? ActualFinish { get; init; }

    /// <summary>As forecast now; for what is finished the same as what happened.</summary>
    public required Instant ForecastStart { get; init; }

    public required Instant ForecastFinish { get; init; }

    /// <summary>Since when it is unknown or blocked: from here its bar is hatched.</summary>
    public Instant? HatchedFrom { get; init; }

    /// <summary>Whether it is on the critical path.</summary>
    public bool Critical { get; init; }

    /// <summary>Whether it has no length: a milestone, a gate, a short checkpoint.</summary>
    public bool IsPoint { get; init; }

    /// <summary>The ids of the tasks that it waits for.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Equal in all that a picture of it shows.</summary>
    public bool LooksLike(RoomTask other) =>
        ReferenceEquals(this, other) || (this with { After = other.After } == other && After.SequenceEqual(other.After));

    /// <summary>When its bar begins.</summary>
    public Instant Start => ActualStart ?? ForecastStart;

    /// <summary>When its bar ends.</summary>
    public Instant Finish => ActualFinish ?? Instant.Max(Start, ForecastFinish);
}
