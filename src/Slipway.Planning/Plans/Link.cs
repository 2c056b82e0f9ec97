namespace Slipway.Planning.Plans;

/// <summary>Which ends of two tasks a link ties together, predecessor first.</summary>
public enum LinkType
{
    FinishToStart,
    StartToStart,
    FinishToFinish,
    StartToFinish,
}

/// <summary>A task waits for another: <c>freeze SS+5m</c>.</summary>
/// <param name="Predecessor">The id of the task that it waits for.</param>
/// <param name="Type">Which ends are tied.</param>
/// <param name="Lag">The pause between the two ends; negative for a lead.</param>
public sealed record Link(string Predecessor, LinkType Type, PlanDuration Lag)
{
    /// <summary>The plan's notation, as short as it can be: <c>freeze</c>, <c>freeze SS+5m</c>.</summary>
    public override string ToString() => (Type, Lag.IsZero) switch
    {
        (LinkType.FinishToStart, true) => Predecessor,
        (_, true) => $"{Predecessor} {Code(Type)}",
        _ => $"{Predecessor} {Code(Type)}{(Lag.IsNegative ? "" : "+")}{Lag}",
    };

    private static string Code(LinkType type) => type switch
    {
        LinkType.FinishToStart => "FS",
        LinkType.StartToStart => "SS",
        LinkType.FinishToFinish => "FF",
        _ => "SF",
    };
}
