using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>When a team works, as open intervals and the working time before each, so that work is added by looking up.</summary>
/// <remarks>
/// Written out for the weeks around the plan. Before and after these, the first and the last week are repeated every
/// 168 hours: a change of daylight saving time that lies more than a year after the plan's last date is not seen, nor
/// is a closed period that lies more than three years away from T-0.
/// </remarks>
internal sealed class TeamHours
{
    private const double Week = 7 * TimeAxis.Day;

    private readonly double[] opens;
    private readonly double[] closes;
    private readonly double[] before;
    private readonly double lo;
    private readonly double hi;
    private readonly double firstWeek;
    private readonly double lastWeek;

    private TeamHours(List<(double Opens, double Closes)> intervals, double lo, double hi)
    {
        this.lo = lo;
        this.hi = hi;
        opens = [.. intervals.Select(interval => interval.Opens)];
        closes = [.. intervals.Select(interval => interval.Closes)];
        before = new double[opens.Length + 1];
        for (var i = 0; i < opens.Length; i++)
            before[i + 1] = before[i] + closes[i] - opens[i];
        firstWeek = Inside(lo + Week);
        lastWeek = before[^1] - Inside(hi - Week);
    }

    /// <summary>The hours of a team; null for a team that is always there.</summary>
    public static TeamHours? For(Team team, LaunchClock clock, TimeAxis axis, Instant from, Instant to)
    {
        if (team.Hours.Count == 0 && team.Closed.Count == 0)
            return null;
        var first = Monday(clock.Local(from).Date.PlusWeeks(-3));
        var last = Monday(clock.Local(to).Date.PlusWeeks(55));
        var (lo, hi) = (Midnight(first), Midnight(last));
        var open = new List<(double Opens, double Closes)>();
        if (team.Hours.Count == 0)
            open.Add((lo, hi));
        else
        {
            for (var day = first; day < last; day = day.PlusDays(1))
            {
                foreach (var hours in team.Hours.Where(hours => hours.Days.Contains(day.DayOfWeek)))
                    open.Add((At(day, hours.FromMinute), At(day, hours.ToMinute)));
            }
        }
        var shut = team.Closed.Select(span => (
            Math.Max(axis.Of(clock.Resolve(span.From)), lo + Week),
            Math.Min(axis.Of(clock.Resolve(span.To)), hi - Week)));
        var intervals = Without(Merged(open), Merged(shut));
        return intervals.Count == 0 ? null : new TeamHours(intervals, lo, hi);

        double Midnight(LocalDate day) => axis.Of(clock.Zone.AtStartOfDay(day).ToInstant());
        double At(LocalDate day, int minute) => minute == 24 * 60
            ? Midnight(day.PlusDays(1))
            : axis.Of(day.At(LocalTime.FromMinutesSinceMidnight(minute)).InZoneLeniently(clock.Zone).ToInstant());
        static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
    }

    /// <summary>The first time at or after <paramref name="time"/> at which work goes on.</summary>
    public double NextOpen(double time) => Math.Max(time, Latest(Worked(time)));

    /// <summary>When so much work is finished that starts at <paramref name="start"/>, or when the team next opens.</summary>
    public double Add(double start, double work) => work <= 0 ? start : Earliest(Worked(start) + work);

    /// <summary>The latest start of so much work that ends by <paramref name="end"/>.</summary>
    public double Subtract(double end, double work) => work <= 0 ? end : Latest(Worked(end) - work);

    /// <summary>Working time between two times.</summary>
    public double Between(double start, double end) => Worked(end) - Worked(start);

    private double Worked(double time)
    {
        if (time < lo)
        {
            var weeks = Math.Ceiling((lo - time) / Week);
            return Inside(time + weeks * Week) - weeks * firstWeek;
        }
        if (time > hi)
        {
            var weeks = Math.Ceiling((time - hi) / Week);
            return Inside(time - weeks * Week) + weeks * lastWeek;
        }
        return Inside(time);
    }

    private double Inside(double time)
    {
        var i = LastAtMost(opens, opens.Length, time);
        return i < 0 ? 0 : before[i] + Math.Min(time, closes[i]) - opens[i];
    }

    private double Earliest(double work)
    {
        var weeks = WeeksOutside(work, false);
        var inside = work - weeks * (weeks < 0 ? firstWeek : lastWeek);
        var i = 0;
        for (int low = 0, high = opens.Length - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            if (before[middle + 1] >= inside)
                (i, high) = (middle, middle - 1);
            else
                low = middle + 1;
        }
        return opens[i] + (inside - before[i]) + weeks * Week;
    }

    private double Latest(double work)
    {
        var weeks = WeeksOutside(work, true);
        var inside = work - weeks * (weeks < 0 ? firstWeek : lastWeek);
        var i = Math.Max(LastAtMost(before, opens.Length, inside), 0);
        return opens[i] + (inside - before[i]) + weeks * Week;
    }

    /// <summary>How many weeks before the first (negative) or after the last week so much working time is reached.</summary>
    private double WeeksOutside(double work, bool next)
    {
        if (work < 0 || (work == 0 && !next))
            return -Math.Max(next ? Math.Ceiling(-work / firstWeek) : Math.Floor(-work / firstWeek) + 1, 0);
        if (work > before[^1] || (work == before[^1] && next))
            return Math.Max(next ? Math.Floor((work - before[^1]) / lastWeek) + 1 : Math.Ceiling((work - before[^1]) / lastWeek), 0);
        return 0;
    }

    private static int LastAtMost(double[] sorted, int count, double value)
    {
        var found = -1;
        for (int low = 0, high = count - 1; low <= high;)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= value)
                (found, low) = (middle, middle + 1);
            else
                high = middle - 1;
        }
        return found;
    }

    private static List<(double From, double To)> Merged(IEnumerable<(double From, double To)> spans)
    {
        var merged = new List<(double From, double To)>();
        foreach (var span in spans.Where(span => span.To > span.From).OrderBy(span => span.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, span.To));
            else
                merged.Add(span);
        }
        return merged;
    }

    private static List<(double From, double To)> Without(List<(double From, double To)> open, List<(double From, double To)> shut)
    {
        var left = new List<(double From, double To)>();
        var first = 0;
        foreach (var (from, to) in open)
        {
            while (first < shut.Count && shut[first].To <= from)
                first++;
            var start = from;
            for (var i = first; i < shut.Count && shut[i].From < to; i++)
            {
                if (shut[i].From > start)
                    left.Add((start, shut[i].From));
                start = Math.Max(start, shut[i].To);
            }
            if (start < to)
                left.Add((start, to));
        }
        return left;
    }
}
