namespace Slipway.Planning.Checks;

/// <summary>Order and cycles of a directed graph whose nodes are numbers from 0.</summary>
internal static class Digraph
{
    /// <summary>An order in which every node comes before its successors, or else the cycles that forbid one.</summary>
    /// <remarks>
    /// Kahn's walk; what it leaves over is cut into strongly connected parts (Tarjan 1972, without recursion, so that a
    /// chain of 100,000 does not overflow the stack), and each part gives one cycle: the shortest through its lowest node.
    /// </remarks>
    public static (IReadOnlyList<int>? Order, IReadOnlyList<IReadOnlyList<int>> Cycles) Sort(int count, Func<int, IReadOnlyList<int>> successors)
    {
        var waiting = new int[count];
        for (var node = 0; node < count; node++)
        {
            foreach (var next in successors(node))
                waiting[next]++;
        }
        var order = new List<int>(count);
        order.AddRange(Enumerable.Range(0, count).Where(node => waiting[node] == 0));
        for (var at = 0; at < order.Count; at++)
        {
            foreach (var next in successors(order[at]))
            {
                if (--waiting[next] == 0)
                    order.Add(next);
            }
        }
        return order.Count == count
            ? (order, [])
            : (null, [.. Knots(count, successors).Select(knot => ShortestCycle(knot, successors)).OrderBy(cycle => cycle[0])]);
    }

    /// <summary>The strongly connected parts that hold a cycle.</summary>
    public static List<HashSet<int>> Knots(int count, Func<int, IReadOnlyList<int>> successors)
    {
        var knots = new List<HashSet<int>>();
        var (met, low) = (new int[count], new int[count]);
        var open = new Stack<int>();
        var isOpen = new bool[count];
        var calls = new Stack<(int Node, int Next)>();
        var clock = 0;
        for (var root = 0; root < count; root++)
        {
            if (met[root] != 0)
                continue;
            calls.Push((root, 0));
            while (calls.TryPop(out var call))
            {
                var (node, next) = call;
                if (next == 0)
                {
                    met[node] = low[node] = ++clock;
                    open.Push(node);
                    isOpen[node] = true;
                }
                else if (successors(node)[next - 1] is var returned && isOpen[returned])
                {
                    low[node] = Math.Min(low[node], low[returned]);
                }
                var followers = successors(node);
                while (next < followers.Count && met[followers[next]] != 0)
                {
                    if (isOpen[followers[next]])
                        low[node] = Math.Min(low[node], met[followers[next]]);
                    next++;
                }
                if (next < followers.Count)
                {
                    calls.Push((node, next + 1));
                    calls.Push((followers[next], 0));
                }
                else if (low[node] == met[node])
                {
                    var part = new HashSet<int>();
                    int member;
                    do
                    {
                        member = open.Pop();
                        isOpen[member] = false;
                        part.Add(member);
                    }
                    while (member != node);
                    if (part.Count > 1 || successors(node).Contains(node))
                        knots.Add(part);
                }
            }
        }
        return knots;
    }

    /// <summary>A way from one node of a knot to another and back, beginning with the first and not repeating it at the end.</summary>
    public static List<int> CycleThrough(int first, int second, HashSet<int> knot, Func<int, IReadOnlyList<int>> successors) =>
        [.. ShortestWay(first, second, knot, successors), .. ShortestWay(second, first, knot, successors)];

    private static List<int> ShortestCycle(HashSet<int> knot, Func<int, IReadOnlyList<int>> successors) =>
        ShortestWay(knot.Min(), knot.Min(), knot, successors);

    /// <summary>From one node to another inside a knot, without the last.</summary>
    private static List<int> ShortestWay(int from, int to, HashSet<int> knot, Func<int, IReadOnlyList<int>> successors)
    {
        var cameFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var next in successors(node).Where(knot.Contains))
            {
                if (next == to)
                    return Walk(node);
                if (next != from && cameFrom.TryAdd(next, node))
                    queue.Enqueue(next);
            }
        }
        throw new InvalidOperationException("a strongly connected part without a way through");

        List<int> Walk(int last)
        {
            var way = new List<int>();
            for (var node = last; node != from; node = cameFrom[node])
                way.Add(node);
            way.Add(from);
            way.Reverse();
            return way;
        }
    }
}
