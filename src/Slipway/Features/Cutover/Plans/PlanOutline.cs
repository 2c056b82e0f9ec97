using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>The rows of a plan: by phase in time, or by phase and workstream.</summary>
internal static class PlanOutline
{
    public static IReadOnlyList<PlanGroup> Of(Plan plan, Schedule schedule, Texts texts, bool byWorkstream)
    {
        var groups = new List<PlanGroup>();
        foreach (var phase in Enum.GetValues<Phase>())
        {
            // Numbers follow the time, so that a task has the same one however the rows are grouped.
            var rows = plan.Forward.Where(task => task.Phase == phase)
                .OrderBy(task => schedule.Task(task.Id)?.PlannedStart)
                .Select((task, index) => new PlanRow($"{(int)phase + 1}.{index + 1}", task, schedule.Task(task.Id)))
                .ToList();
            var name = texts[$"plan.phase-{Kebab.Of(phase)}"];
            if (byWorkstream)
                groups.AddRange(ByWorkstream(plan, texts, name, rows));
            else if (rows.Count > 0)
                groups.Add(new PlanGroup(name, rows[0].Times?.PlannedStart, rows));
        }
        if (plan.Rollback.Count > 0)
            groups.Add(new PlanGroup(texts["plan.rollback"], null, [.. plan.Rollback.Select((task, index) => new PlanRow($"R.{index + 1}", task, null))]));
        return groups;
    }

    private static IEnumerable<PlanGroup> ByWorkstream(Plan plan, Texts texts, string phase, List<PlanRow> rows)
    {
        var words = new PlanWords(texts, plan);
        var order = plan.Workstreams.Select((workstream, index) => (workstream, index)).ToDictionary(pair => pair.workstream, pair => pair.index);
        return rows.GroupBy(row => row.Task.Workstream ?? "")
            .OrderBy(group => order.GetValueOrDefault(group.Key, int.MaxValue)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new PlanGroup(group.Key.Length == 0 ? phase : $"{phase} · {words.Workstream(group.Key)}", group.First().Times?.PlannedStart, [.. group]));
    }
}

/// <summary>A phase, a workstream of a phase, or the rollback plan.</summary>
/// <param name="Start">When its first task starts; null for the rollback.</param>
public sealed record PlanGroup(string Name, Instant? Start, IReadOnlyList<PlanRow> Rows);

/// <param name="Number">As people say it: 2.14.</param>
/// <param name="Times">Null where there is no schedule (a cycle, too long), or for a rollback task.</param>
public sealed record PlanRow(string Number, PlanTask Task, ScheduledTask? Times)
{
    /// <summary>Whoever answers for it: a gate has nobody but who decides.</summary>
    public string? Owner => Task.Kind == TaskKind.Gate ? Task.Gate?.Decider : Task.Owner;
}
