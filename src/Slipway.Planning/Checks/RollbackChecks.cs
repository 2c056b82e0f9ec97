using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>The way back.</summary>
internal static class RollbackChecks
{
    public static IEnumerable<Finding> NoRollbackPlan(CheckContext check)
    {
        if (check.Plan.Rollback.Count > 0)
            yield break;
        var work = check.Plan.Forward.Where(task => NeedsWayBack(task) && task.Undo is not Undo.Nothing).ToList();
        if (work.Count > 0)
            yield return new Finding("rollback", null, $"{work.Count}") { OtherTasks = [.. work.Take(20).Select(task => task.Id)] };
    }

    public static IEnumerable<Finding> NoWayBack(CheckContext check) =>
        from task in check.Plan.Forward
        where NeedsWayBack(task) && task.Undo is null
        select Finding.At(task, "undo", task.Id);

    public static IEnumerable<Finding> UndoNotRollback(CheckContext check) =>
        from task in check.Plan.Forward
        let named = (task.Undo as Undo.By)?.Task
        where named is not null && check.Plan.Task(named) is { IsRollback: false }
        select Finding.At(task, "undo", task.Id, named) with { OtherTasks = [named] };

    public static IEnumerable<Finding> OutOfPlace(CheckContext check)
    {
        foreach (var task in check.Plan.Rollback)
        {
            if (task.Undo is Undo.By)
                yield return Finding.At(task, "undo", task.Id, "undo");
            if (task.NoReturn)
                yield return Finding.At(task, "noReturn", task.Id, "noReturn");
        }
    }

    /// <summary>
    /// The rollback undoes what followed before what it followed. That order, together with the rollback tasks' own
    /// <c>after</c>, must not bite its tail. Each forward task is a point "undone", reached after its rollback task, which
    /// waits for the points of the task's successors: so a task without a rollback task still passes the order on.
    /// </summary>
    public static IEnumerable<Finding> RollbackCycle(CheckContext check)
    {
        var graph = check.Graph;
        var inAfterCycle = graph.Cycles.SelectMany(cycle => cycle).ToHashSet();
        var next = Enumerable.Range(0, graph.Tasks.Count).Select(_ => new List<int>()).ToArray();
        for (var number = 0; number < graph.Tasks.Count; number++)
        {
            var task = graph.Tasks[number];
            if (task.IsRollback)
            {
                next[number].AddRange(graph.SuccessorsOf(number).Where(after => graph.Tasks[after].IsRollback));
                continue;
            }
            var undoing = RollbackOf(graph, task);
            if (undoing is { } rollback)
                next[rollback].Add(number);
            foreach (var successor in graph.SuccessorsOf(number).Where(after => !graph.Tasks[after].IsRollback))
                next[successor].Add(undoing ?? number);
        }
        foreach (var knot in Digraph.Knots(graph.Tasks.Count, number => next[number]))
        {
            var rollbacks = knot.Where(number => graph.Tasks[number].IsRollback).Order().ToList();
            if (rollbacks.Count < 2 || knot.Overlaps(inAfterCycle))
                continue;
            var cycle = Digraph.CycleThrough(rollbacks[0], rollbacks[1], knot, number => next[number]);
            var tasks = BeginAtLink([.. cycle.Select(number => graph.Tasks[number]).Where(task => task.IsRollback)]);
            var key = LinkTo(tasks[0], tasks[^1]) is >= 0 and var link ? $"after/{link}" : "";
            yield return Finding.At(tasks[0], key, LinkChecks.Round(tasks)) with
            {
                OtherTasks = [.. tasks.Skip(1).Select(task => task.Id).Distinct()],
            };
        }
    }

    /// <summary>Turns the cycle so that it begins where an <c>after</c> closes it, for that is what can be taken out.</summary>
    private static List<PlanTask> BeginAtLink(List<PlanTask> cycle)
    {
        var at = Enumerable.Range(0, cycle.Count).FirstOrDefault(i => LinkTo(cycle[i], cycle[(i + cycle.Count - 1) % cycle.Count]) >= 0);
        return [.. cycle[at..], .. cycle[..at]];
    }

    private static int LinkTo(PlanTask task, PlanTask before) => task.After.ToList().FindIndex(link => link.Predecessor == before.Id);

    private static int? RollbackOf(TaskGraph graph, PlanTask task) =>
        task.Undo is Undo.By by && graph.Find(by.Task) is { } number && graph.Tasks[number].IsRollback ? number : null;

    private static bool NeedsWayBack(PlanTask task) => task is { Kind: TaskKind.Task, Phase: Phase.Launch, IsRollback: false };
}
