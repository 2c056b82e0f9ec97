using NodaTime;

namespace Slipway.Planning.Plans;

/// <summary>A shift with its place in the launch's list, from 0, and its instants; the end is not included.</summary>
public sealed record TimedShift(int Number, Shift Shift, Instant From, Instant To);

/// <summary>Which shift is in force when: of two that overlap, the later one in the list.</summary>
public sealed class DutyRoster
{
    private readonly List<(Instant From, TimedShift? Shift)> stretches = [];

    public DutyRoster(Launch launch, LaunchClock clock)
    {
        Shifts = [.. launch.Shifts.Select((shift, number) => new TimedShift(number, shift, clock.Resolve(shift.From), clock.Resolve(shift.To)))];
        var changes = Shifts.Where(shift => shift.From < shift.To)
            .SelectMany(shift => new[] { (At: shift.From, shift.Number, Begins: true), (At: shift.To, shift.Number, Begins: false) })
            .GroupBy(change => change.At).OrderBy(group => group.Key);
        var inForce = new SortedSet<int>();
        foreach (var group in changes)
        {
            foreach (var change in group)
            {
                if (change.Begins)
                    inForce.Add(change.Number);
                else
                    inForce.Remove(change.Number);
            }
            stretches.Add((group.Key, inForce.Count > 0 ? Shifts[inForce.Max] : null));
        }
    }

    /// <summary>The shifts in the plan's order.</summary>
    public IReadOnlyList<TimedShift> Shifts { get; }

    /// <summary>The shift in force at an instant; null for none.</summary>
    public TimedShift? At(Instant instant)
    {
        var (low, high) = (0, stretches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stretches[middle].From <= instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : stretches[low - 1].Shift;
    }

    /// <summary>The stretches of a time, each with the shift in force in it, and the last one before where that is none.</summary>
    public IEnumerable<(Instant From, Instant To, TimedShift? Shift, TimedShift? Last)> Between(Instant from, Instant to)
    {
        TimedShift? last = null;
        var since = from;
        var now = At(from);
        foreach (var (at, shift) in stretches)
        {
            if (at <= from)
            {
                last = shift ?? last;
                continue;
            }
            if (at >= to)
                break;
            yield return (since, at, now, last);
            (since, now, last) = (at, shift, shift ?? last);
        }
        if (since < to)
            yield return (since, to, now, last);
    }
}
