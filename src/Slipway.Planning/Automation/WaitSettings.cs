using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Automation;

/// <summary>Waits until a check succeeds.</summary>
public sealed record WaitSettings : WorkSettings
{
    public static readonly PlanDuration EveryUnlessSaid = PlanDuration.FromElapsed(Duration.FromSeconds(5));

    public override WorkKind Kind => WorkKind.Wait;

    /// <summary>What is looked at.</summary>
    public required WorkSettings Until { get; init; }

    /// <summary>How long between two looks.</summary>
    public PlanDuration Every { get; init; } = EveryUnlessSaid;

    /// <summary>After so long it has failed.</summary>
    public required PlanDuration AtMost { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(
        ("until", Until.AsCheck(whole)),
        ("every", !whole && Every == EveryUnlessSaid ? null : Setting.Of(Every.ToString())),
        ("atMost", Setting.Of(AtMost.ToString())));

    public override IReadOnlyCollection<string> Given => Until.Given;

    public override IEnumerable<(string Path, WorkSettings Settings)> Parts(string path) => [(path, this), .. Until.Parts($"{path}/until/with")];
}
