using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>How long things take.</summary>
internal static class EstimateChecks
{
    private static readonly Duration LongestTask = Duration.FromHours(4);

    public static IEnumerable<Finding> NoEstimate(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { Kind: TaskKind.Task or TaskKind.Checkpoint, Takes: null }
        select Finding.At(task, "takes", task.Id);

    public static IEnumerable<Finding> PlanTooLong(CheckContext check)
    {
        if (check.TooLongAt is { } task)
            yield return Finding.At(task, "takes", task.Id);
    }

    public static IEnumerable<Finding> NoSpread(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { Kind: TaskKind.Task, Phase: Phase.Launch, Takes: { HasSpread: false, Likely.IsZero: false } }
        select Finding.At(task, "takes", task.Id, task.Takes!.Likely.ToString());

    public static IEnumerable<Finding> LongTask(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { Kind: TaskKind.Task, Phase: Phase.Launch } && task.Takes?.Likely.Nominal > LongestTask
        select Finding.At(task, "takes", task.Id, task.Takes!.Likely.ToString());

    public static IEnumerable<Finding> MilestoneTakesTime(CheckContext check) =>
        from task in check.Graph.Tasks
        where task is { Kind: TaskKind.Milestone, Takes: { Pessimistic.IsZero: false } }
        select Finding.At(task, "takes", task.Id, task.Takes!.Likely.ToString());
}
