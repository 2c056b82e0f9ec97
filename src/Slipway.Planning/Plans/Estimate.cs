namespace Slipway.Planning.Plans;

/// <summary>How long a task takes: optimistic, likely and pessimistic. All three are equal where the plan gives one figure.</summary>
public sealed record Estimate(PlanDuration Optimistic, PlanDuration Likely, PlanDuration Pessimistic)
{
    public static Estimate Exactly(PlanDuration duration) => new(duration, duration, duration);

    /// <summary>Whether the plan gives a range and not one figure.</summary>
    public bool HasSpread => Optimistic != Pessimistic;

    /// <summary>The plan's notation: <c>9m/12m/21m</c>, or one figure.</summary>
    public override string ToString() => HasSpread ? $"{Optimistic}/{Likely}/{Pessimistic}" : Likely.ToString();
}
