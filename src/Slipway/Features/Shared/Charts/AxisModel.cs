using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>Everything that a launch does, from months before to weeks after.</summary>
public sealed record AxisModel
{
    public required Instant T0 { get; init; }

    public required Instant WindowOpens { get; init; }

    public required Instant WindowCloses { get; init; }

    public Instant? Now { get; init; }

    public IReadOnlyList<Instant> Gates { get; init; } = [];

    /// <summary>The start of the first task that cannot be taken back.</summary>
    public Instant? NoReturn { get; init; }

    public required IReadOnlyList<AxisLane> Lanes { get; init; }
}

/// <summary>A kind of work: a workstream.</summary>
public sealed record AxisLane(string Name, IReadOnlyList<AxisItem> Items);

/// <summary>One bar, with its words above it.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="State">Its state, or the flag that matters more.</param>
/// <param name="From">When it begins, as known now.</param>
/// <param name="To">When it ends, as known now.</param>
/// <param name="Says">A word after the title, in the state's hue: "late".</param>
/// <param name="Href">Where it leads.</param>
public sealed record AxisItem(string Title, ShownState State, Instant From, Instant To, string? Says = null, string? Href = null);
