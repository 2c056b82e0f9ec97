using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Checks;

/// <summary>Whether the planned schedule keeps what the plan promises: window, deadlines, phases.</summary>
internal static class WindowChecks
{
    public static IEnumerable<Finding> BeforeWindowOpens(CheckContext check)
    {
        var early = check.Scheduled
            .Where(task => task.Task.Phase == Phase.Launch && task.Times.PlannedStart < check.Window.Opens)
            .OrderBy(task => task.Times.PlannedStart)
            .ToList();
        if (early is [var (first, times), ..])
        {
            yield return Finding.At(first, "notBefore", first.Id, check.Say(times.PlannedStart), check.Say(check.Window.Opens)) with
            {
                OtherTasks = [.. early.Skip(1).Select(task => task.Task.Id)],
            };
        }
    }

    public static IEnumerable<Finding> TooShort(CheckContext check)
    {
        if (check.LaunchPhase is not { } phase || phase.End <= check.Window.Closes)
            yield break;
        var last = check.Scheduled.First(task => task.Task.Phase == Phase.Launch && task.Times.PlannedFinish == phase.End).Task.Id;
        yield return new Finding("launch/window/closes", last, check.Say(phase.End), check.Say(check.Window.Closes), last)
        {
            OtherTasks = [.. check.Scheduled.Where(task => task.Task.Phase == Phase.Launch && task.Times.PlannedFinish > check.Window.Closes).Select(task => task.Task.Id)],
        };
    }

    /// <summary>
    /// The last moment at which the launch phase may have to be rolled back: the planned start of the first irreversible
    /// task or, if that is earlier, the planned end of the phase. Everything that has started by then is taken back with
    /// its likely durations.
    /// </summary>
    public static IEnumerable<Finding> TooShortForRollback(CheckContext check)
    {
        if (check.LaunchPhase is not { } phase || check.Plan.Rollback.Count == 0)
            yield break;
        var noReturn = check.Scheduled.Where(task => task.Task.NoReturn && task.Times.PlannedStart < phase.End)
            .OrderBy(task => task.Times.PlannedStart).Select(task => task.Times).FirstOrDefault();
        var decision = noReturn?.PlannedStart ?? phase.End;
        var started = check.Scheduled.Where(task => task.Times.PlannedStart < decision).Select(task => task.Task.Id).ToHashSet();
        var rollback = RollbackOrder.Derive(check.Plan, started).Tasks;
        var schedule = Scheduler.Compute(Networks.From(decision, rollback, check.Plan, check.Clock));
        var contingency = check.Launch.Window.Contingency;
        var end = contingency.AddTo(schedule.Finish, check.Clock.Zone);
        if (schedule.Cycle.Count > 0 || end <= check.Window.Closes)
            yield break;
        yield return new Finding("launch/window/closes", noReturn?.Id,
            check.Say(decision), CheckContext.Say(schedule.Finish - decision), contingency.ToString(), check.Say(end), check.Say(check.Window.Closes))
        {
            OtherTasks = [.. rollback.Select(task => task.Id)],
        };
    }

    public static IEnumerable<Finding> NotAfterMissed(CheckContext check) =>
        from task in check.Scheduled
        where task.Task.NotAfter is not null
        let notAfter = check.Clock.Resolve(task.Task.NotAfter!)
        where task.Times.PlannedFinish > notAfter && !(task.Task.NotBefore is { } notBefore && check.Clock.Resolve(notBefore) >= notAfter)
        let whateverIsDone = task.Times.EarliestFinish > notAfter
        select Finding.At(task.Task, "notAfter", task.Task.Id, check.Say(task.Times.PlannedFinish), check.Say(notAfter)) with
        {
            // By links and clocks alone it would be in time: one more pair of hands mends it.
            Severity = whateverIsDone ? null : Severity.Warning,
        };

    public static IEnumerable<Finding> PrepareRunsLate(CheckContext check)
    {
        if (check.LaunchPhase is not { } phase)
            return [];
        var begins = Instant.Max(phase.Start, check.Window.Opens);
        return from task in check.Scheduled
               where task.Task.Phase == Phase.Prepare && task.Times.PlannedFinish > begins
               select Finding.At(task.Task, "phase", task.Task.Id, check.Say(task.Times.PlannedFinish), check.Say(begins));
    }

    /// <summary>The scheduler lets what waits for nothing start at T-0: meant for the launch phase, hardly for what follows it.</summary>
    public static IEnumerable<Finding> StartsAtT0(CheckContext check) =>
        from task in check.Plan.Forward
        where task is { Phase: Phase.Stabilise or Phase.Monitor, NotBefore: null }
            && !task.After.Any(link => check.Plan.Task(link.Predecessor) is { IsRollback: false, Phase: not Phase.Prepare })
        select Finding.At(task, "after", task.Id);
}
