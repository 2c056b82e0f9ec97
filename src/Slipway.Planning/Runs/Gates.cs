using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What is known of a gate's criteria.</summary>
public static class Gates
{
    /// <summary>Each criterion with whether it is met: true, false, or null where nobody knows yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="gate">The gate's task.</param>
    /// <param name="known">The forecast; null when there is none, and then nobody knows whether the window holds.</param>
    public static IReadOnlyList<CriterionRecord> Criteria(RunState run, PlanTask gate, KnownForecast? known) =>
        [.. gate.Gate!.Criteria.Select(criterion => criterion.Met switch
        {
            CriterionTest.TaskDone done => Of(criterion, TaskDone(run, done.Task), done.Task),
            CriterionTest.InsideWindow inside => Of(
                criterion,
                known?.InsideWindow is { } probability ? probability >= inside.Probability : null,
                known?.InsideWindow?.ToString("0.00", CultureInfo.InvariantCulture)),
            CriterionTest.SaidBy said => Said(run, gate, criterion, said),
            _ => throw new InvalidOperationException($"Unknown test of criterion {criterion.Id}."),
        })];

    private static bool? TaskDone(RunState run, string id)
    {
        if (run.Assumed.Contains(id))
            return true;
        return run.Tasks.TryGetValue(id, out var record)
            ? record.Stored switch
            {
                TaskState.Done or TaskState.DoneWithWorkaround => true,
                TaskState.Failed or TaskState.Skipped or TaskState.Abandoned => false,
                _ => null,
            }
            : null;
    }

    private static CriterionRecord Said(RunState run, PlanTask gate, Criterion criterion, CriterionTest.SaidBy said) =>
        run.Tasks[gate.Id].Gate!.Confirmed.TryGetValue(criterion.Id, out var confirmed)
            ? Of(criterion, confirmed.Met, confirmed.Comment ?? confirmed.Doer)
            : Of(criterion, null, said.PersonOrRole);

    private static CriterionRecord Of(Criterion criterion, bool? met, string? detail) => new(criterion.Id, criterion.Must, met, detail);
}
