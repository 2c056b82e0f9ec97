using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>Everything that a room shows of a run, in one language, ready to be drawn.</summary>
public sealed record RoomView
{
    public required Run Run { get; init; }
    public required RunForecast Forecast { get; init; }
    public required RunWords Words { get; init; }
    public required Instant Now { get; init; }

    public required RunAlerts Alerts { get; init; }
    public required Verdict Verdict { get; init; }
    public required IReadOnlyList<RoomFact> Facts { get; init; }
    public required IReadOnlyList<RoomRow> NeedsSomeone { get; init; }
    public required IReadOnlyList<RoomRow> Underway { get; init; }
    public required IReadOnlyList<RoomRow> Next { get; init; }
    public required GateView? Gate { get; init; }
    public required IReadOnlyList<LogRow> Log { get; init; }
    public required long LogLength { get; init; }

    public required RoomDrawing Chart { get; init; }

    /// <summary>Who leads, until when, and who comes after.</summary>
    public required ShiftLine? Shift { get; init; }

    /// <summary>How the copy on another disk is doing; null where none is made.</summary>
    public required RoomCopy? Copy { get; init; }

    public Bridge? Bridge => Run.State.Plan.Launch.Bridge;
}

/// <summary>Its sentence, and whether somebody has to look after it.</summary>
public sealed record RoomCopy(string Sentence, bool Alarm);

/// <summary>One sentence that a minister can read aloud, and a second one below it.</summary>
public sealed record Verdict(ShownState Hue, string Sentence, string Detail);

/// <summary>A figure in the band: what it is, how much is left or when, and what stands below.</summary>
public sealed record RoomFact(string Name, string Figure, string Below, bool Alarm = false);

/// <summary>A task in the side lists: who is to be called, by what number, and what else there is to know.</summary>
public sealed record RoomRow(string Task, ShownState State, string Title, string Figure, string? Why, string Who, string? Phone, string More);

/// <summary>A line of the log.</summary>
public sealed record LogRow(long Version, Instant At, string Sentence, string Who);

public sealed record ShiftLine(string? Manager, string? Scribe, Instant? Until, string? NextManager);
