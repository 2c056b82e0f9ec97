using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Runs;

/// <summary>What happened in a run, beside what was planned.</summary>
/// <param name="Slips">Every task that ended, biggest slip first.</param>
/// <param name="Costs">What the time went to along the chain of tasks that decided the finish; they add up to the slip of the finish.</param>
/// <param name="PlannedFinish">When the last task of the run was to end.</param>
/// <param name="ActualFinish">When it ended; null while the run is not over.</param>
/// <param name="Decisions">Decisions of gates, and of going back.</param>
/// <param name="Proposals">Estimates for the next plan version.</param>
public sealed record RunReview(
    IReadOnlyList<TaskSlip> Slips,
    IReadOnlyList<TimeCost> Costs,
    Instant? PlannedFinish,
    Instant? ActualFinish,
    IReadOnlyList<RunEvent> Decisions,
    IReadOnlyList<EstimateProposal> Proposals)
{
    /// <summary>Whether the autopilot did some of it: what that took was drawn from the plan's own estimates, and tells nothing about them.</summary>
    public bool PlayedByAutopilot { get; init; }

    /// <summary>How much later than planned it ended; null while it is not over.</summary>
    public Duration? FinishSlip => PlannedFinish is { } planned && ActualFinish is { } actual ? actual - planned : null;

    public static RunReview Of(RunState run, IReadOnlyList<RunEvent> events)
    {
        var slips = Played(run).Select(task => TaskSlip.Of(run, task)).OfType<TaskSlip>()
            .OrderByDescending(slip => slip.Slip).ThenBy(slip => slip.ActualFinish).ToList();
        // What was to end last is a task of the way back, once there is one.
        var last = run.ActiveTasks.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        var deciding = slips.FindAll(slip => last.Contains(slip.Task));
        var plannedFinish = deciding.Count == 0 ? (Instant?)null : deciding.Max(slip => slip.PlannedFinish);
        var actualFinish = run.Status.IsOver() && deciding.Count > 0 ? deciding.Max(slip => slip.ActualFinish) : (Instant?)null;
        var drawn = events.OfType<TaskEvent>().Where(happened => happened.Via == Via.Autopilot).Select(happened => happened.Task).ToHashSet(StringComparer.Ordinal);
        var worked = new WorkedTime(run);
        return new RunReview(
            slips,
            actualFinish is { } end ? TimeCost.Along(run, deciding, end - plannedFinish!.Value) : [],
            plannedFinish,
            actualFinish,
            [.. events.Where(happened => happened is GateDecided or RollbackStarted or RunCancelled or SkipWaived)],
            [.. Played(run).Where(task => !drawn.Contains(task.Id)).Select(task => EstimateProposal.Of(run, task, worked)).OfType<EstimateProposal>()])
        {
            PlayedByAutopilot = drawn.Count > 0,
        };
    }

    /// <summary>What was played: forward, and back.</summary>
    private static IEnumerable<PlanTask> Played(RunState run) => run.Plan.Tasks.Where(task => run.Tasks.ContainsKey(task.Id));
}

/// <summary>A task's planned and actual times.</summary>
/// <param name="Task">Its id.</param>
/// <param name="WaitedFor">The task whose end let it start; null when no task did.</param>
/// <param name="Longer">How much longer it took than planned; negative when it was faster.</param>
public sealed record TaskSlip(
    string Task, Instant PlannedStart, Instant PlannedFinish, Instant ActualStart, Instant ActualFinish, string? WaitedFor, Duration Longer)
{
    /// <summary>How much later than planned it ended; negative when it was earlier.</summary>
    public Duration Slip => ActualFinish - PlannedFinish;

    /// <summary>Whether its own length, and not what it waited for, made most of a slip that is worth a word: a minute or more.</summary>
    public bool OwnCause => Slip >= Duration.FromMinutes(1) && Longer * 2 >= Slip;

    internal static TaskSlip? Of(RunState run, PlanTask task)
    {
        var record = run.Tasks[task.Id];
        if (!record.Stored.Releases() || record.Finished is not { } finished || !run.Planned.TryGetValue(task.Id, out var planned))
            return null;
        var driver = DriverOf(run, task);
        // A gate is at work from when what is before it is done until it is decided.
        var started = task.Kind == TaskKind.Gate && driver is { } before ? run.Tasks[before].Finished ?? finished : record.Started ?? finished;
        return new TaskSlip(
            task.Id, planned.Start, planned.Finish, started, finished,
            driver, finished - started - (planned.Finish - planned.Start));
    }

    private static string? DriverOf(RunState run, PlanTask task) =>
        run.LinksOf(task)
            .Where(link => run.Tasks.TryGetValue(link.Predecessor, out var before) && before.Finished is not null)
            .OrderByDescending(link => EndOf(run, link))
            .Select(link => link.Predecessor)
            .FirstOrDefault();

    private static Instant EndOf(RunState run, Link link)
    {
        var before = run.Tasks[link.Predecessor];
        var end = link.Type is LinkType.FinishToStart or LinkType.FinishToFinish ? before.Finished!.Value : before.Started ?? before.Finished!.Value;
        return link.Lag.AddTo(end, run.Clock.Zone);
    }
}

/// <summary>Time lost or won on the way to the finish.</summary>
/// <param name="Task">The task that took longer or shorter than planned; null for everything else: waits, and a way that was planned to be shorter.</param>
public sealed record TimeCost(string? Task, Duration Cost)
{
    internal static IReadOnlyList<TimeCost> Along(RunState run, List<TaskSlip> slips, Duration total)
    {
        var byTask = slips.ToDictionary(slip => slip.Task);
        List<TimeCost> costs = [];
        var at = slips.MaxBy(slip => slip.ActualFinish);
        for (var seen = new HashSet<string>(); at is not null && seen.Add(at.Task); at = at.WaitedFor is { } before ? byTask.GetValueOrDefault(before) : null)
        {
            // Less than a minute is noise, and part of everything else.
            if (at.Longer >= Duration.FromMinutes(1) || at.Longer <= -Duration.FromMinutes(1))
                costs.Add(new TimeCost(at.Task, at.Longer));
        }
        var rest = costs.Aggregate(total, (left, cost) => left - cost.Cost);
        return [.. costs.OrderByDescending(cost => cost.Cost), .. rest == Duration.Zero ? Array.Empty<TimeCost>() : [new TimeCost(null, rest)]];
    }
}

/// <summary>An estimate for the next plan version, drawn from how long a task really took.</summary>
/// <param name="Task">Its id.</param>
/// <param name="Planned">The plan's estimate.</param>
/// <param name="Actual">How long it took.</param>
/// <param name="Proposed">
/// The likely value halfway between the plan's and the actual one, and a range widened to hold the actual one: one
/// rehearsal is one observation, and should move an estimate without replacing it.
/// </param>
public sealed record EstimateProposal(string Task, Estimate Planned, Duration Actual, Estimate Proposed)
{
    /// <summary>Differences below this share of the likely value are chance.</summary>
    private const double WorthSaying = 0.2;

    internal static EstimateProposal? Of(RunState run, PlanTask task, WorkedTime worked)
    {
        var record = run.Tasks[task.Id];
        if (task.Kind is TaskKind.Gate or TaskKind.Milestone || record.Stored != TaskState.Done || record is not { Started: { } started, Finished: { } finished } || task.Takes is not { } takes)
            return null;
        // Days are said on the calendar; a figure in hours would say something else.
        if (Networks.InDays(takes))
            return null;
        var actual = Round(worked.Between(task, started, finished));
        var likely = takes.Likely.Elapsed;
        var outside = actual < takes.Optimistic.Nominal || actual > takes.Pessimistic.Nominal;
        if (!outside && (actual - likely).TotalSeconds is var difference && Math.Abs(difference) < Math.Max(60, likely.TotalSeconds * WorthSaying))
            return null;
        var proposed = new Estimate(
            PlanDuration.FromElapsed(Duration.Min(takes.Optimistic.Nominal, actual)),
            PlanDuration.FromElapsed(Round((likely + actual) / 2)),
            PlanDuration.FromElapsed(Duration.Max(takes.Pessimistic.Nominal, actual)));
        return proposed == takes ? null : new EstimateProposal(task.Id, takes, actual, proposed);
    }

    /// <summary>To the minute; below five minutes to a quarter of one.</summary>
    private static Duration Round(Duration duration)
    {
        var step = duration < Duration.FromMinutes(5) ? 15 : 60;
        return Duration.FromSeconds(Math.Max(step, Math.Round(duration.TotalSeconds / step) * step));
    }
}
