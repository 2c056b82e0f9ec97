using Slipway.Planning.Plans;

namespace Slipway.Planning.Scheduling;

/// <summary>Which rollback tasks are needed to take back what was started, and in which order.</summary>
/// <param name="Links">The needed tasks, each with what it waits for; no task outside is named.</param>
/// <param name="Cycle">The ids of the tasks of a cycle, each waiting for the one before it; empty when there is none.</param>
public sealed record RollbackOrder(IReadOnlyDictionary<string, IReadOnlyList<Link>> Links, IReadOnlyList<string> Cycle)
{
    /// <summary>The order for a plan of which some forward tasks were started.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="started">Ids of forward tasks that have changed something.</param>
    /// <remarks>
    /// A rollback task waits for the rollback of what was started after its forward task (also across forward tasks that
    /// have nothing to take back), and for its own <c>after</c>. One that several forward tasks name runs once, after all
    /// of theirs; one that none names runs always.
    /// </remarks>
    public static RollbackOrder Derive(Plan plan, IReadOnlySet<string> started)
    {
        var rollback = plan.Rollback.Select(task => task.Id).ToHashSet();
        var undoOf = plan.Forward
            .Where(task => task.Undo is Undo.By by && rollback.Contains(by.Task))
            .DistinctBy(task => task.Id)
            .ToDictionary(task => task.Id, task => ((Undo.By)task.Undo!).Task);
        var named = undoOf.Values.ToHashSet();
        var needed = plan.Rollback.Where(task => !named.Contains(task.Id)).Select(task => task.Id).ToHashSet();
        needed.UnionWith(undoOf.Where(pair => started.Contains(pair.Key)).Select(pair => pair.Value));
        var waits = WaitsOf(plan, started, undoOf);
        var links = plan.Rollback
            .Where(task => needed.Contains(task.Id))
            .DistinctBy(task => task.Id)
            .ToDictionary(task => task.Id, task => LinksOf(task, waits.GetValueOrDefault(task.Id, []), needed));
        return new RollbackOrder(links, CycleIn(links));
    }

    private static IReadOnlyList<Link> LinksOf(PlanTask task, HashSet<string> waits, HashSet<string> needed)
    {
        var own = task.After.Where(link => needed.Contains(link.Predecessor)).ToList();
        var derived = waits
            .Where(id => needed.Contains(id) && !own.Exists(link => link.Predecessor == id && link.Type == LinkType.FinishToStart))
            .Select(id => new Link(id, LinkType.FinishToStart, PlanDuration.Zero));
        return [.. own, .. derived];
    }

    private static Dictionary<string, HashSet<string>> WaitsOf(Plan plan, IReadOnlySet<string> started, Dictionary<string, string> undoOf)
    {
        var followers = plan.Forward
            .Where(task => started.Contains(task.Id))
            .SelectMany(task => task.After.Where(link => started.Contains(link.Predecessor)).Select(link => (link.Predecessor, task.Id)))
            .ToLookup(pair => pair.Predecessor, pair => pair.Id);
        var waits = new Dictionary<string, HashSet<string>>();
        foreach (var (forward, undo) in undoOf)
        {
            if (!started.Contains(forward))
                continue;
            if (!waits.TryGetValue(undo, out var before))
                waits.Add(undo, before = []);
            Collect(forward, undo, followers, undoOf, before);
        }
        return waits;
    }

    /// <summary>Adds the nearest rollback tasks of what was started after a forward task.</summary>
    private static void Collect(string forward, string undo, ILookup<string, string> followers, Dictionary<string, string> undoOf, HashSet<string> before)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(followers[forward]);
        while (open.TryPop(out var follower))
        {
            if (!seen.Add(follower))
                continue;
            if (undoOf.TryGetValue(follower, out var its) && its != undo)
            {
                before.Add(its);
                continue;
            }
            foreach (var next in followers[follower])
                open.Push(next);
        }
    }

    private static IReadOnlyList<string> CycleIn(Dictionary<string, IReadOnlyList<Link>> links)
    {
        var ids = links.Keys.ToList();
        var index = ids.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        var pairs = links.SelectMany(pair => pair.Value.Select(link => (index[link.Predecessor], index[pair.Key]))).ToList();
        var order = TopologicalOrder.Of(ids.Count, pairs);
        return order.Length == ids.Count ? [] : [.. TopologicalOrder.Cycle(ids.Count, pairs, order).Select(place => ids[place])];
    }
}
