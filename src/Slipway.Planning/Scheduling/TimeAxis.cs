using NodaTime;

namespace Slipway.Planning.Scheduling;

/// <summary>Instants as microseconds since an origin, in doubles.</summary>
/// <remarks>
/// Whole microseconds are exact in a double up to 2^53 of them, 285 years on either side, so that sums and differences
/// are exact and "no slack" is a comparison with zero; and doubles are what the processor compares four or eight at a
/// time. Instants of a run are cut to microseconds when they are taken.
/// </remarks>
internal readonly record struct TimeAxis(Instant Origin)
{
    public const double Second = 1e6;
    public const double Day = 86_400 * Second;

    public double Of(Instant instant) => Of(instant - Origin);

    public static double Of(Duration duration) => duration.Days * Day + Math.Round(duration.NanosecondOfDay / 1000.0);

    /// <summary>The instant; the calendar's first or last one for a time that lies outside it.</summary>
    public Instant Instant(double microseconds)
    {
        var earliest = Of(NodaTime.Instant.MinValue);
        var latest = Of(NodaTime.Instant.MaxValue);
        if (microseconds <= earliest)
            return NodaTime.Instant.MinValue;
        return microseconds >= latest ? NodaTime.Instant.MaxValue : Origin + Length(microseconds);
    }

    public static Duration Length(double microseconds) => Duration.FromTicks((long)Math.Round(microseconds * 10));
}
