using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>What a person says about the launch, because a sheet does not. What is null is taken from the sheet, or guessed and said so.</summary>
public sealed record ImportOptions
{
    /// <summary>The launch's id; else made from the file's name.</summary>
    public string? LaunchId { get; init; }

    /// <summary>The launch's title; else the file's name.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The zone of the sheet's wall clocks; else UTC.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>T-0; else the first start of the launch phase.</summary>
    public PlanTime.WallClock? T0 { get; init; }

    /// <summary>The window; else T-30m to the last finish of the launch phase, at least T+4h, with 20 minutes of contingency.</summary>
    public CutoverWindow? Window { get; init; }

    /// <summary>Tags of the languages that the launch speaks, the default first; else those of the sheet's texts.</summary>
    public IReadOnlyList<string>? Languages { get; init; }
}
