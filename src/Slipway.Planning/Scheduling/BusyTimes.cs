using System.Buffers;
using System.Runtime.CompilerServices;

namespace Slipway.Planning.Scheduling;

/// <summary>When each person is taken, as intervals in order; those that touch are one.</summary>
/// <remarks>
/// The intervals of all people stand in one borrowed array, start and end in turn, each person's behind those of the one
/// before, with room for as many as there are tasks that may name him: nothing is made or moved while tasks get their places.
/// </remarks>
internal sealed class BusyTimes : IDisposable
{
    /// <summary>So many are looked at one by one before halves are.</summary>
    private const int Near = 8;

    private readonly int[] first;
    private readonly int[] end;
    private readonly double[] times;

    public BusyTimes(Network network)
    {
        first = network.BusyFrom;
        end = first.AsSpan(..^1).ToArray();
        times = ArrayPool<double>.Shared.Rent(first[^1]);
    }

    /// <summary>Takes a person's earliest stretch so long from which nothing is taken yet, at or after <paramref name="start"/>; when it starts.</summary>
    public double TakeFree(int person, double start, double length)
    {
        var last = end[person];
        if (last > first[person] && times[last - 1] >= start)
            return TakeAmong(person, start, length);
        // Behind everything, as most tasks are.
        times[last] = start;
        times[last + 1] = start + length;
        end[person] = length > 0 ? last + 2 : last;
        return start;
    }

    /// <summary>Apart, so that the way of most tasks stays short whatever the compiler has seen of this one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double TakeAmong(int person, double start, double length)
    {
        var at = FirstEndingAfter(person, start);
        for (var last = end[person]; at < last && times[at] < start + length; at += 2)
            start = times[at + 1];
        if (length > 0)
            Fill(person, at, start, start + length);
        return start;
    }

    /// <summary>The end of the first interval that overlaps another; minus infinity when none does.</summary>
    public double EndOfOverlap(int person, double from, double to)
    {
        var at = FirstEndingAfter(person, from);
        return at < end[person] && times[at] < to ? times[at + 1] : double.NegativeInfinity;
    }

    /// <summary>Takes an interval; what was taken before stays taken.</summary>
    public void Take(int person, double from, double to)
    {
        if (to <= from)
            return;
        var at = end[person];
        while (at > first[person] && times[at - 1] >= from)
            at -= 2;
        var after = at;
        for (; after < end[person] && times[after] <= to; after += 2)
            (from, to) = (Math.Min(from, times[after]), Math.Max(to, times[after + 1]));
        if (after == at)
            Insert(person, at);
        else if (after > at + 2)
            Remove(person, at + 2, after - at - 2);
        (times[at], times[at + 1]) = (from, to);
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(times);

    /// <summary>Tasks mostly come in the order of their times, so that what is looked for is among the last.</summary>
    private int FirstEndingAfter(int person, double time)
    {
        var (low, at) = (first[person], end[person]);
        var near = Math.Max(low, at - (2 * Near));
        while (at > near && times[at - 1] > time)
            at -= 2;
        if (at > near || at == low)
            return at;
        while (low < at)
        {
            var middle = low + ((at - low) >> 2 << 1);
            if (times[middle + 1] > time)
                at = middle;
            else
                low = middle + 2;
        }
        return low;
    }

    /// <summary>Takes what is free before the interval at a place, joined to those that it touches.</summary>
    private void Fill(int person, int at, double from, double to)
    {
        var touchesBefore = at > first[person] && times[at - 1] == from;
        var touchesAfter = at < end[person] && times[at] == to;
        if (touchesBefore && touchesAfter)
        {
            times[at - 1] = times[at + 1];
            Remove(person, at, 2);
        }
        else if (touchesBefore)
            times[at - 1] = to;
        else if (touchesAfter)
            times[at] = from;
        else
        {
            Insert(person, at);
            (times[at], times[at + 1]) = (from, to);
        }
    }

    private void Insert(int person, int at)
    {
        for (var i = end[person] - 1; i >= at; i--)
            times[i + 2] = times[i];
        end[person] += 2;
    }

    private void Remove(int person, int at, int number)
    {
        times.AsSpan((at + number)..end[person]).CopyTo(times.AsSpan(at));
        end[person] -= number;
    }
}
