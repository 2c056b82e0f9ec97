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
        // A milestone is reached when the last thing before it was, not when somebody told us.
        var reached = run.ActiveTasks.FirstOrDefault(task =>
            task.Kind == TaskKind.Milestone && Readiness.Of(run, task, command.Now).State == TaskState.Ready);
        if (reached is not null)
            return ByClock.Of(command, new MilestoneReached { Task = reached.Id, At = ReachedAt(run, reached, command) });
        if (run.ActiveTasks.Any(task => !run.Tasks[task.Id].Stored.Releases()))
            return null;
        return run.RollbackBegan is null
            ? ByClock.Of(command, new RunCompleted { At = command.Now })
            : ByClock.Of(command, new RunRolledBack { At = command.Now });
    }

    private static NodaTime.Instant ReachedAt(RunState run, PlanTask milestone, RunCommand command)
    {
        var before = run.LinksOf(milestone)
            .Where(link => run.Tasks.ContainsKey(link.Predecessor))
            .Select(link => run.Tasks[link.Predecessor].Finished ?? command.At)
            .DefaultIfEmpty(command.At)
            .Max();
        var at = before > command.Now ? command.Now : before;
        return Readiness.BeforeStart(run, milestone, at) is { Until: { } until } ? NodaTime.Instant.Min(until, command.Now) : at;
    }
}

/// <summary>Facts that no person made.</summary>
internal static class ByClock
{
    public static T Of<T>(RunCommand command, T happened)
        where T : RunEvent =>
        happened with { Actor = RunCommand.Clock, For = null, Via = Via.Clock, Received = command.Received };
}
