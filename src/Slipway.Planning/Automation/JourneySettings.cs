namespace Slipway.Planning.Automation;

/// <summary>Walks through a service as one of its users would: a journey of the plan.</summary>
public sealed record JourneySettings : WorkSettings
{
    public override WorkKind Kind => WorkKind.Journey;

    /// <summary>The journey's id.</summary>
    public required string Journey { get; init; }

    public override Setting.Map Tell(bool whole) => Setting.Map.Of(("journey", Setting.Of(Journey)));
}
