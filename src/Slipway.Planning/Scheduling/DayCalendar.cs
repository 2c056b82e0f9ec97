using NodaTime;

namespace Slipway.Planning.Scheduling;

/// <summary>Adds calendar days in a zone that changes its offset, without asking the zone each time.</summary>
/// <remarks>The same answers as <see cref="Plans.PlanDuration.AddTo"/>: a gap moves forward by its length, of a doubled hour the first is taken.</remarks>
internal sealed class DayCalendar
{
    private readonly double[] changes;
    private readonly double[] offsets;

    private DayCalendar(double[] changes, double[] offsets)
    {
        this.changes = changes;
        this.offsets = offsets;
    }

    /// <summary>The calendar of a zone between two instants; null where the offset never changes and a day is 24 hours.</summary>
    public static DayCalendar? For(DateTimeZone zone, TimeAxis axis, Instant from, Instant to)
    {
        var intervals = zone.GetZoneIntervals(from, to).ToList();
        if (intervals.Select(interval => interval.WallOffset).Distinct().Count() < 2)
            return null;
        return new DayCalendar(
            [.. intervals.Skip(1).Select(interval => axis.Of(interval.Start))],
            [.. intervals.Select(interval => interval.WallOffset.Ticks / 10.0)]);
    }

    public double AddDays(double time, double days)
    {
        // No days are no step to the calendar and back, which would make the first of a doubled hour of the second.
        if (days == 0)
            return time;
        var local = time + offsets[IntervalAt(time)] + days * TimeAxis.Day;
        return FromLocal(local);
    }

    /// <summary>Whole days on the calendar, then the rest as elapsed time, but never past the next day's same wall clock.</summary>
    public double Add(double time, double duration)
    {
        var days = Math.Floor(duration / TimeAxis.Day);
        var rest = duration - days * TimeAxis.Day;
        var whole = AddDays(time, days);
        return rest == 0 ? whole : Math.Min(whole + rest, Math.Max(whole, AddDays(time, days + 1)));
    }

    /// <summary>A latest time from which <see cref="Add"/> does not pass <paramref name="end"/>: exact, but for up to an hour in the night of a change.</summary>
    public double Subtract(double end, double duration)
    {
        var days = Math.Floor(duration / TimeAxis.Day);
        var start = AddDays(end - (duration - days * TimeAxis.Day), -days);
        return start - Math.Max(0, Add(start, duration) - end);
    }

    private double FromLocal(double local)
    {
        for (var i = 0; i < offsets.Length; i++)
        {
            var time = local - offsets[i];
            if (i == changes.Length || time < changes[i])
                return i > 0 && time < changes[i - 1] ? local - offsets[i - 1] : time;
        }
        throw new InvalidOperationException("A zone has an offset at every time.");
    }

    private int IntervalAt(double time)
    {
        var i = 0;
        while (i < changes.Length && changes[i] <= time)
            i++;
        return i;
    }
}
