using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Risk;

/// <summary>What has to be taken back after some forward tasks started, and in which order.</summary>
/// <remarks>
/// A rollback task is needed when a forward task that started names it (once, however many name it), and always when no
/// forward task of the plan names it. It waits for its own <c>after</c>, and for the rollback of every forward task that
/// comes after one of its own, however many tasks with nothing to take back lie between. What is not needed takes no
/// time, but those that wait for it still wait for what it would have waited for: the order is the same whatever is
/// needed, and the more has started, the later a rollback ends.
/// </remarks>
public sealed record RollbackOrder
{
    /// <summary>The rollback tasks that are needed, in the plan's order, each waiting for others of them only.</summary>
    public IReadOnlyList<PlanTask> Tasks { get; private init; } = [];

    /// <summary>For each rollback task of the plan the ids of those for which it waits because of the forward order, and not of its own <c>after</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Derived { get; private init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The ids of a cycle between that order and <c>after</c>, each waiting for the one before it; empty when there is none. With one, nothing else is known.</summary>
    public IReadOnlyList<string> Cycle { get; private init; } = [];

    /// <summary>The rollback after these forward tasks started (and were done, failed, or are still in progress).</summary>
    public static RollbackOrder Derive(Plan plan, IEnumerable<string> startedForwardIds)
    {
        var needed = Needed(plan, startedForwardIds.ToHashSet(StringComparer.Ordinal));
        var everything = OfEverything(plan);
        if (everything.Cycle.Count > 0)
            return everything;
        var all = everything.Tasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        return everything with
        {
            Tasks = [.. everything.Tasks.Where(task => needed.Contains(task.Id)).Select(task => task with { After = AfterNeeded(task, all, needed) })],
        };
    }

    /// <summary>The rollback after every forward task started.</summary>
    public static RollbackOrder OfEverything(Plan plan)
    {
        var tasks = plan.Rollback.DistinctBy(task => task.Id, StringComparer.Ordinal).ToList();
        var index = tasks.Select((task, i) => (task.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var derived = FromForwardOrder(plan, index);
        var links = tasks.SelectMany((task, i) => task.After
            .Select(link => index.GetValueOrDefault(link.Predecessor, -1))
            .Where(predecessor => predecessor >= 0)
            .Concat(derived[i])
            .Select(predecessor => (predecessor, i))).ToList();
        var order = TopologicalOrder.Of(tasks.Count, links);
        if (order.Length < tasks.Count)
            return new RollbackOrder { Cycle = TopologicalOrder.Cycle(tasks.Count, links, order).ConvertAll(i => tasks[i].Id) };
        return new RollbackOrder
        {
            Tasks = [.. tasks.Select((task, i) => task with
            {
                After = [.. task.After.Where(link => index.ContainsKey(link.Predecessor)), .. derived[i].Select(predecessor => Wait(tasks[predecessor].Id))],
            })],
            Derived = tasks.Select((task, i) => (task.Id, Waits: (IReadOnlyList<string>)[.. derived[i].Select(predecessor => tasks[predecessor].Id)]))
                .ToDictionary(pair => pair.Id, pair => pair.Waits, StringComparer.Ordinal),
        };
    }

    /// <summary>The ids of the rollback tasks that are needed after these forward tasks started.</summary>
    internal static HashSet<string> Needed(Plan plan, HashSet<string> started)
    {
        var named = plan.Forward.Select(task => UndoneBy(task)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var needed = plan.Forward.Where(task => started.Contains(task.Id)).Select(task => UndoneBy(task)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        needed.UnionWith(plan.Rollback.Select(task => task.Id).Where(id => !named.Contains(id)));
        return needed;
    }

    internal static string? UndoneBy(PlanTask forward) => forward.Undo is Undo.By(var id) ? id : null;

    /// <summary>For each rollback task those for which it waits: from each forward task on to the nearest ones that are taken back.</summary>
    private static SortedSet<int>[] FromForwardOrder(Plan plan, Dictionary<string, int> rollback)
    {
        var forward = plan.Forward.DistinctBy(task => task.Id, StringComparer.Ordinal).ToList();
        var index = forward.Select((task, i) => (task.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var successors = new List<int>[forward.Count];
        for (var i = 0; i < forward.Count; i++)
        {
            foreach (var link in forward[i].After)
            {
                if (index.TryGetValue(link.Predecessor, out var predecessor))
                    (successors[predecessor] ??= []).Add(i);
            }
        }
        var undo = forward.ConvertAll(task => UndoneBy(task) is { } id ? rollback.GetValueOrDefault(id, -1) : -1);
        var waits = Enumerable.Range(0, rollback.Count).Select(_ => new SortedSet<int>()).ToArray();
        var seen = new int[forward.Count];
        var open = new Stack<int>();
        for (var i = 0; i < forward.Count; i++)
        {
            if (undo[i] < 0)
                continue;
            open.Push(i);
            while (open.TryPop(out var at))
            {
                foreach (var next in successors[at] ?? [])
                {
                    if (seen[next] == i + 1)
                        continue;
                    seen[next] = i + 1;
                    if (undo[next] >= 0 && undo[next] != undo[i])
                        waits[undo[i]].Add(undo[next]);
                    else
                        open.Push(next);
                }
            }
        }
        return waits;
    }

    /// <summary>A task's own links to what is needed, and waits for what lies behind the rest.</summary>
    private static List<Link> AfterNeeded(PlanTask task, Dictionary<string, PlanTask> all, HashSet<string> needed)
    {
        var links = task.After.Where(link => needed.Contains(link.Predecessor)).ToList();
        var seen = links.Select(link => link.Predecessor).ToHashSet(StringComparer.Ordinal);
        var open = new Stack<string>(task.After.Select(link => link.Predecessor).Where(id => !needed.Contains(id)));
        while (open.TryPop(out var unneeded))
        {
            foreach (var link in all[unneeded].After)
            {
                if (!seen.Add(link.Predecessor))
                    continue;
                if (needed.Contains(link.Predecessor))
                    links.Add(Wait(link.Predecessor));
                else
                    open.Push(link.Predecessor);
            }
        }
        return links;
    }

    private static Link Wait(string predecessor) => new(predecessor, LinkType.FinishToStart, PlanDuration.Zero);
}
