using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>
/// A length of time as a plan states it: calendar days in the launch's zone, then elapsed time.
/// </summary>
/// <remarks>
/// The two are kept apart because <c>1d</c> and <c>24h</c> differ on a daylight-saving night. Days are added first,
/// on the calendar; elapsed time is added after that. Both parts have the same sign, or one of them is zero.
/// </remarks>
/// <param name="Days">Calendar days.</param>
/// <param name="Elapsed">Elapsed time, to the second.</param>
public readonly record struct PlanDuration(int Days, Duration Elapsed)
{
    /// <summary>No time at all.</summary>
    public static PlanDuration Zero => default;

    /// <summary>An elapsed time of so many minutes.</summary>
    public static PlanDuration FromMinutes(double minutes) => new(0, Duration.FromMinutes(minutes));

    /// <summary>An elapsed time.</summary>
    public static PlanDuration FromElapsed(Duration elapsed) => new(0, elapsed);

    public bool IsNegative => Days < 0 || Elapsed < Duration.Zero;

    public bool IsZero => Days == 0 && Elapsed == Duration.Zero;

    public PlanDuration Negated => new(-Days, -Elapsed);

    /// <summary>The length if every day had 24 hours: for ordering and for rough limits, never for the clock.</summary>
    public Duration Nominal => Duration.FromDays(Days) + Elapsed;

    /// <summary>The instant this long after <paramref name="start"/>.</summary>
    /// <remarks>A day step that lands in a spring gap moves forward by the gap; one that lands on a doubled hour takes the first.</remarks>
    public Instant AddTo(Instant start, DateTimeZone zone)
    {
        if (Days == 0)
            return start + Elapsed;
        var local = start.InZone(zone).LocalDateTime.PlusDays(Days);
        return local.InZoneLeniently(zone).ToInstant() + Elapsed;
    }

    /// <summary>The plan's notation: <c>1d2h30m15s</c>, <c>0m</c> for nothing, a leading U+002D when negative.</summary>
    public override string ToString()
    {
        if (IsZero)
            return "0m";
        var positive = IsNegative ? Negated : this;
        var seconds = (long)positive.Elapsed.TotalSeconds;
        var (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        return (IsNegative ? "-" : "")
            + Part(positive.Days, "d") + Part(hours, "h") + Part(minutes, "m") + Part(rest, "s");

        static string Part(long value, string unit) => value == 0 ? "" : $"{value}{unit}";
    }
}
