namespace Slipway.Formats.Merging;

/// <summary>A stretch of one sequence that another has otherwise: <c>[Start, End)</c> became <c>[OtherStart, OtherEnd)</c>.</summary>
public readonly record struct Hunk(int Start, int End, int OtherStart, int OtherEnd);

/// <summary>What is different between two sequences.</summary>
public static class Difference
{
    /// <summary>More steps than this are not sought: what lies between the common ends counts as replaced whole.</summary>
    private const int MostSteps = 1500;

    /// <summary>
    /// The stretches that differ, in order, as few single elements as possible; those that touch are one. Takes time in
    /// the length times the number of differences: E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.
    /// </summary>
    public static IReadOnlyList<Hunk> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        var (end, otherEnd) = (before.Count, after.Count);
        while (end > start && otherEnd > start && before[end - 1] == after[otherEnd - 1])
            (end, otherEnd) = (end - 1, otherEnd - 1);
        if (start == end && start == otherEnd)
            return [];
        if (start == end || start == otherEnd || Trace(before, after, start, end, otherEnd) is not { } trace)
            return [new Hunk(start, end, start, otherEnd)];
        return Hunks(trace, start, end, otherEnd);
    }

    /// <summary>For each number of differences how far each diagonal comes; null when there are too many.</summary>
    private static List<int[]>? Trace(IReadOnlyList<string> before, IReadOnlyList<string> after, int start, int end, int otherEnd)
    {
        var (n, m) = (end - start, otherEnd - start);
        var trace = new List<int[]>();
        var reached = new int[3];
        for (var steps = 0; steps <= Math.Min(n + m, MostSteps); steps++)
        {
            // reached[k + steps + 1]: how far diagonal k came; one place to spare at each end.
            var now = new int[2 * steps + 3];
            for (var k = -steps; k <= steps; k += 2)
            {
                var x = steps == 0 ? 0 : Step(reached, steps, k);
                while (x < n && x - k < m && before[start + x] == after[start + x - k])
                    x++;
                now[k + steps + 1] = x;
                if (x >= n && x - k >= m)
                {
                    trace.Add(now);
                    return trace;
                }
            }
            trace.Add(now);
            reached = now;
        }
        return null;
    }

    /// <summary>Where diagonal k begins after one more step: down from k + 1 or across from k − 1, whichever came further.</summary>
    private static int Step(int[] reached, int steps, int k)
    {
        int Of(int diagonal) => reached[diagonal + steps];
        return k == -steps || (k != steps && Of(k - 1) < Of(k + 1)) ? Of(k + 1) : Of(k - 1) + 1;
    }

    private static List<Hunk> Hunks(List<int[]> trace, int start, int end, int otherEnd)
    {
        var hunks = new List<Hunk>();
        var (x, y) = (end - start, otherEnd - start);
        for (var steps = trace.Count - 1; steps > 0; steps--)
        {
            var reached = trace[steps - 1];
            var k = x - y;
            var began = Step(reached, steps, k);
            var down = k == -steps || (k != steps && reached[k - 1 + steps] < reached[k + 1 + steps]);
            var (fromX, fromY) = down ? (began, began - k - 1) : (began - 1, began - k);
            Add(new Hunk(start + fromX, start + began, start + fromY, start + began - k));
            (x, y) = (fromX, fromY);
        }
        hunks.Reverse();
        return hunks;

        // From the end to the start: a step that touches the one behind it makes it longer.
        void Add(Hunk hunk)
        {
            if (hunks.Count > 0 && hunks[^1] is var next && next.Start == hunk.End && next.OtherStart == hunk.OtherEnd)
                hunks[^1] = new Hunk(hunk.Start, next.End, hunk.OtherStart, next.OtherEnd);
            else
                hunks.Add(hunk);
        }
    }
}
