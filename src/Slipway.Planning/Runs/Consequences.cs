using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What follows at once from events: milestones are reached, the run ends.</summary>
internal static class Consequences
{
    public static Decision Of(RunState run, RunCommand command, IReadOnlyList<RunEvent> events)
    {
        List<RunEvent> all = [.. events];
        var after = run.Evolve(events);
        while (Next(after, command) is { } follows)
        {
            all.Add(follows);
            after = after.Evolve(follows);
        }
        return Decision.Of(all);
    }

    private static RunEvent? Next(RunState run, RunCommand command)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.RollingBack or RunStatus.Paused))
            return null;
        if (Milestones.Reached(run, command.Now) is { } reached)
            return ByClock.Of(command, new MilestoneReached { Task = reached.Id, At = Milestones.ReachedAt(run, reached, command.Now) });
        if (run.ActiveTasks.Any(task => !run.Tasks[task.Id].Stored.Releases()))
            return null;
        return run.RollbackBegan is null
            ? ByClock.Of(command, new RunCompleted { At = command.Now })
            : ByClock.Of(command, new RunRolledBack { At = command.Now });
    }
}

/// <summary>Facts that no person made.</summary>
internal static class ByClock
{
    public static T Of<T>(RunCommand command, T happened)
        where T : RunEvent =>
        happened with { Actor = RunCommand.Clock, For = null, Via = Via.Clock, Received = command.Received };
}
