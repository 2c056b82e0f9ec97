namespace Slipway.Planning.Scheduling;

/// <summary>When somebody is taken, as intervals in order; those that touch are one.</summary>
internal sealed class BusyTimes
{
    private double[] starts = new double[8];
    private double[] ends = new double[8];
    private int count;

    /// <summary>Takes the earliest stretch so long from which nothing is taken yet, at or after <paramref name="start"/>; when it starts.</summary>
    public double TakeFree(double start, double length)
    {
        var i = FirstEndingAfter(start);
        while (i < count && starts[i] < start + length)
        {
            start = ends[i];
            i++;
        }
        if (length > 0)
            Fill(i, start, start + length);
        return start;
    }

    /// <summary>The end of the first interval that overlaps another; minus infinity when none does.</summary>
    public double EndOfOverlap(double start, double end)
    {
        var i = FirstEndingAfter(start);
        return i < count && starts[i] < end ? ends[i] : double.NegativeInfinity;
    }

    /// <summary>Takes an interval; what was taken before stays taken.</summary>
    public void Take(double start, double end)
    {
        if (end <= start)
            return;
        var i = count;
        while (i > 0 && ends[i - 1] >= start)
            i--;
        var after = i;
        while (after < count && starts[after] <= end)
        {
            start = Math.Min(start, starts[after]);
            end = Math.Max(end, ends[after]);
            after++;
        }
        if (after == i)
            Insert(i);
        else if (after > i + 1)
            Remove(i + 1, after - i - 1);
        (starts[i], ends[i]) = (start, end);
    }

    /// <summary>Takes what is free before the interval at a place, joined to those that it touches.</summary>
    private void Fill(int at, double start, double end)
    {
        var touchesBefore = at > 0 && ends[at - 1] == start;
        var touchesAfter = at < count && starts[at] == end;
        if (touchesBefore && touchesAfter)
        {
            ends[at - 1] = ends[at];
            Remove(at, 1);
        }
        else if (touchesBefore)
            ends[at - 1] = end;
        else if (touchesAfter)
            starts[at] = start;
        else
        {
            Insert(at);
            (starts[at], ends[at]) = (start, end);
        }
    }

    private int FirstEndingAfter(double time)
    {
        if (count == 0 || ends[count - 1] <= time)
            return count;
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (ends[middle] > time)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private void Insert(int at)
    {
        if (count == starts.Length)
        {
            Array.Resize(ref starts, 2 * count);
            Array.Resize(ref ends, 2 * count);
        }
        Array.Copy(starts, at, starts, at + 1, count - at);
        Array.Copy(ends, at, ends, at + 1, count - at);
        count++;
    }

    private void Remove(int at, int number)
    {
        Array.Copy(starts, at + number, starts, at, count - at - number);
        Array.Copy(ends, at + number, ends, at, count - at - number);
        count -= number;
    }
}
