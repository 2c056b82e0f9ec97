using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>Going back.</summary>
internal static class RollbackDecisions
{
    public static Decision RollBack(RunState run, RunCommand command, string? reason)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Input("reason-required");
        return MayNot(run, command) ?? Go(run, command, reason);
    }

    /// <summary>Why the run cannot go back: it does not go on, has passed the point of no return, or did more since; null when it can.</summary>
    public static Decision? MayNot(RunState run, RunCommand command)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.Paused))
            return Refusal.State("cannot-roll-back-now");
        if (run.PointOfNoReturnPassed() is { } passed)
            return Refusal.State("point-of-no-return-passed", RefusalValues.Task(passed.Id));
        return RunDecisions.BeforeWhatWasDone(run, command) is { } tooEarly ? (Decision)tooEarly : null;
    }

    /// <summary>Starts the rollback of what was done, is in progress, failed or unknown.</summary>
    public static Decision Go(RunState run, RunCommand command, string reason)
    {
        var order = RollbackOrder.Derive(run.Plan, ToTakeBack(run));
        if (order.Cycle.Count > 0)
            return Refusal.State("way-back-is-a-cycle", RefusalValues.Round([.. order.Cycle.Select(RefusalValues.Task)]));
        return command.Fact(new RollbackStarted
        {
            Reason = reason.Trim(),
            Tasks = order.Tasks.ToDictionary(task => task.Id, task => task.After),
            Abandoned = RunDecisions.UnderWay(run),
            Planned = Times(run, order, command.At),
        });
    }

    /// <summary>Forward tasks that have changed something, or that are assumed to have.</summary>
    public static IReadOnlySet<string> ToTakeBack(RunState run) =>
        run.Plan.Forward
            .Where(task => run.Assumed.Contains(task.Id) || (run.Tasks.TryGetValue(task.Id, out var record) && record.HasHadEffect))
            .Select(task => task.Id)
            .ToHashSet();

    private static Dictionary<string, PlannedTimes> Times(RunState run, RollbackOrder order, Instant from)
    {
        var schedule = Scheduler.Compute(Networks.From(from, order.Tasks, RunProgress.PlanOf(run), run.Clock));
        return schedule.Tasks.ToDictionary(task => task.Id, task => new PlannedTimes(task.PlannedStart, task.PlannedFinish));
    }
}
