namespace Slipway.Planning.Scheduling;

/// <summary>Puts tasks after their predecessors, or finds a cycle.</summary>
internal static class TopologicalOrder
{
    /// <summary>The tasks in an order in which predecessors come first; shorter than <paramref name="count"/> when there is a cycle.</summary>
    /// <param name="count">How many tasks there are.</param>
    /// <param name="links">Predecessor and successor of each link. Tasks that could come in either order keep theirs.</param>
    public static int[] Of(int count, IReadOnlyList<(int From, int To)> links)
    {
        var waiting = new int[count];
        var first = new int[count + 1];
        foreach (var (from, to) in links)
        {
            waiting[to]++;
            first[from + 1]++;
        }
        for (var i = 0; i < count; i++)
            first[i + 1] += first[i];
        var next = new int[links.Count];
        var fill = first.AsSpan(0, count).ToArray();
        foreach (var (from, to) in links)
            next[fill[from]++] = to;

        var order = new int[count];
        var known = 0;
        for (var i = 0; i < count; i++)
        {
            if (waiting[i] == 0)
                order[known++] = i;
        }
        for (var done = 0; done < known; done++)
        {
            for (var k = first[order[done]]; k < first[order[done] + 1]; k++)
            {
                if (--waiting[next[k]] == 0)
                    order[known++] = next[k];
            }
        }
        return known == count ? order : order[..known];
    }

    /// <summary>A cycle among the tasks that have no order, each waiting for the one before it.</summary>
    public static List<int> Cycle(int count, IReadOnlyList<(int From, int To)> links, int[] ordered)
    {
        var left = new bool[count];
        Array.Fill(left, true);
        foreach (var task in ordered)
            left[task] = false;
        // Every task that is left waits for another that is left: walking back must come to a task for the second time.
        var predecessor = new int[count];
        foreach (var (from, to) in links)
        {
            if (left[from] && left[to])
                predecessor[to] = from;
        }
        var at = Array.IndexOf(left, true);
        var seen = new Dictionary<int, int>();
        var path = new List<int>();
        while (seen.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = predecessor[at];
        }
        var cycle = path[seen[at]..];
        cycle.Reverse();
        return cycle;
    }
}
