using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>What waits for what.</summary>
internal static partial class LinkChecks
{
    private const int LongestRound = 200;

    private static readonly Duration LongestLag = Duration.FromMinutes(30);

    public static IEnumerable<Finding> UnknownTask(CheckContext check)
    {
        foreach (var task in check.Graph.Tasks)
        {
            foreach (var (key, id) in Mentions(task))
            {
                if (check.Plan.Task(id) is null)
                    yield return Finding.At(task, key, id, WithLead(check.Plan, id) ?? check.Suggest(id, check.TaskIds));
            }
        }
    }

    /// <summary>A hyphen is a letter of an id: <c>29-2h</c> is most likely two hours before the end of 29.</summary>
    private static string? WithLead(Plan plan, string id) =>
        Glued().Match(id) is { Success: true } match && plan.Task(match.Groups[1].Value) is not null ? $"{match.Groups[1].Value} FS-{match.Groups[2].Value}" : null;

    [GeneratedRegex("^([a-z0-9-]+?)-((?:[0-9]+[dhms])+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Glued();

    public static IEnumerable<Finding> Cycle(CheckContext check)
    {
        foreach (var cycle in check.Graph.Cycles)
        {
            var tasks = cycle.Select(number => check.Graph.Tasks[number]).ToList();
            var closing = tasks[0].After.Select(link => link.Predecessor).ToList().LastIndexOf(tasks[^1].Id);
            yield return Finding.At(tasks[0], $"after/{closing}", Round(tasks)) with
            {
                OtherTasks = [.. tasks.Skip(1).Select(task => task.Id)],
            };
        }
    }

    public static IEnumerable<Finding> AcrossPlans(CheckContext check) =>
        from link in KnownLinks(check)
        where link.Task.IsRollback != link.Before.IsRollback
        select Finding.At(link.Task, link.Key, link.Task.Id, link.Before.Id) with { OtherTasks = [link.Before.Id] };

    public static IEnumerable<Finding> RepeatedLink(CheckContext check)
    {
        foreach (var task in check.Graph.Tasks.Where(task => task.After.Count > 1))
        {
            var seen = new HashSet<(string, LinkType)>();
            for (var i = 0; i < task.After.Count; i++)
            {
                if (!seen.Add((task.After[i].Predecessor, task.After[i].Type)))
                    yield return Finding.At(task, $"after/{i}", task.Id, task.After[i].Predecessor);
            }
        }
    }

    public static IEnumerable<Finding> LaterPhase(CheckContext check) =>
        from link in KnownLinks(check)
        where !link.Task.IsRollback && !link.Before.IsRollback && link.Before.Phase > link.Task.Phase
        select Finding.At(link.Task, link.Key, link.Task.Id, link.Before.Id) with { OtherTasks = [link.Before.Id] };

    public static IEnumerable<Finding> Lead(CheckContext check) =>
        from link in KnownLinks(check)
        where link.Link.Lag.IsNegative
        select Finding.At(link.Task, link.Key, link.Before.Id, link.Link.Lag.Negated.ToString());

    public static IEnumerable<Finding> LongLag(CheckContext check) =>
        from link in KnownLinks(check)
        where link.Link.Lag.Nominal > LongestLag
        select Finding.At(link.Task, link.Key, link.Before.Id, link.Link.Lag.ToString()) with
        {
            // Nobody stands and waits in the weeks before and after; a pause there is only a pause.
            Severity = link.Task.Phase == Phase.Launch ? null : Severity.Hint,
        };

    /// <summary>A circle in one line: each task before the next, and the first again at the end. Of a long one its beginning, and how many more there are.</summary>
    public static string Round(IReadOnlyList<PlanTask> tasks)
    {
        var ids = tasks.Take(LongestRound).Select(task => task.Id);
        if (tasks.Count > LongestRound)
            ids = ids.Append($"… (+{tasks.Count - LongestRound})");
        return string.Join(" → ", ids.Append(tasks[0].Id));
    }

    private static IEnumerable<(string Key, string Id)> Mentions(PlanTask task)
    {
        for (var i = 0; i < task.After.Count; i++)
            yield return ($"after/{i}", task.After[i].Predecessor);
        if (task.Undo is Undo.By undo)
            yield return ("undo", undo.Task);
        for (var i = 0; i < (task.Gate?.Criteria.Count ?? 0); i++)
        {
            if (task.Gate!.Criteria[i].Met is CriterionTest.TaskDone done)
                yield return ($"criteria/{i}/met/task", done.Task);
        }
    }

    private static IEnumerable<(PlanTask Task, PlanTask Before, Link Link, string Key)> KnownLinks(CheckContext check)
    {
        foreach (var task in check.Graph.Tasks)
        {
            for (var i = 0; i < task.After.Count; i++)
            {
                if (check.Plan.Task(task.After[i].Predecessor) is { } before)
                    yield return (task, before, task.After[i], $"after/{i}");
            }
        }
    }
}
