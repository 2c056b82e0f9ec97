using NodaTime;
using NodaTime.Text;

namespace Slipway.Planning.Plans;

/// <summary>A point in time as a plan states it: relative to T-0, or on the wall clock of the launch's zone.</summary>
public abstract record PlanTime
{
    private PlanTime() { }

    /// <summary><c>T-30m</c>, <c>T+1d2h</c>.</summary>
    public sealed record FromT0(PlanDuration Offset) : PlanTime
    {
        public override string ToString() => Offset switch
        {
            { IsZero: true } => "T+0m",
            { IsNegative: true } => $"T{Offset}",
            _ => $"T+{Offset}",
        };
    }

    /// <summary>
    /// <c>2027-02-06T02:10</c>. <paramref name="Offset"/> is given only where the plan says which of two equal
    /// wall clocks is meant (<c>2027-10-31T02:30+02:00</c>).
    /// </summary>
    public sealed record WallClock(LocalDateTime Local, Offset? Offset = null) : PlanTime
    {
        public override string ToString() =>
            LocalDateTimePattern.CreateWithInvariantCulture(Local.Second == 0 ? "uuuu-MM-dd'T'HH:mm" : "uuuu-MM-dd'T'HH:mm:ss").Format(Local)
            + (Offset is { } offset ? OffsetPattern.CreateWithInvariantCulture("+HH:mm").Format(offset) : "");
    }
}
