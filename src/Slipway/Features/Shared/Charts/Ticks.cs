using NodaTime;

namespace Slipway.Features.Shared.Charts;

/// <summary>Round times of the zone's wall clock along an axis.</summary>
internal static class Ticks
{
    private static readonly int[] Steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160];

    /// <summary>The shortest round step of which no more than so many fit, in minutes.</summary>
    public static int Step(Duration length, int atMost) =>
        Steps.FirstOrDefault(step => length.TotalMinutes / step <= atMost, Steps[^1]);

    /// <summary>The instants at which the wall clock is a multiple of the step, both ends included.</summary>
    public static IEnumerable<Instant> Every(int step, Instant from, Instant to, DateTimeZone zone)
    {
        var local = from.InZone(zone).LocalDateTime;
        var at = local.Date.AtMidnight().PlusMinutes(step >= 1440 ? 0 : (local.Hour * 60 + local.Minute) / step * step);
        for (var last = Instant.MinValue; ; at = at.PlusMinutes(step))
        {
            var instant = at.InZoneLeniently(zone).ToInstant();
            if (instant > to)
                yield break;
            // A wall clock that does not exist or exists twice must not make two ticks of one.
            if (instant >= from && instant > last)
                yield return last = instant;
        }
    }

    /// <summary>Whether the tick begins something bigger: an hour among half hours, a day among hours.</summary>
    public static bool IsMajor(Instant at, int step, DateTimeZone zone)
    {
        var time = at.InZone(zone).TimeOfDay;
        return step < 60 ? time.Minute == 0 : step < 1440 ? time.Hour == 0 : true;
    }
}
