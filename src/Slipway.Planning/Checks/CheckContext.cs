using NodaTime;
using NodaTime.Text;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Checks;

/// <summary>What every rule looks at: the plan, its clock, its schedule if one could be made, and what is found quickly in them.</summary>
public sealed class CheckContext
{
    private static readonly LocalTimePattern TimeOnly = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDateTimePattern DateAndTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    private int comparisonsLeft = 500_000;

    /// <param name="plan">The plan.</param>
    /// <param name="now">The present; null where the plan is not to be judged by the calendar.</param>
    /// <param name="hasClock">Whether zone, T-0 and window are the plan's own; without them no schedule is made.</param>
    public CheckContext(Plan plan, Instant? now = null, bool hasClock = true)
    {
        Plan = plan;
        Now = now;
        Clock = plan.Launch.Clock();
        Window = (Clock.Resolve(plan.Launch.Window.Opens), Clock.Resolve(plan.Launch.Window.Closes));
        Graph = new TaskGraph(plan);
        People = plan.People(Clock);
        TaskIds = [.. Graph.Tasks.Select(task => task.Id)];
        PersonIds = [.. plan.Launch.People.Select(person => person.Id)];
        PersonAndRoleIds = [.. PersonIds, .. Roles.OfTasks];
        TooLongAt = PlanReach.FirstBeyond(plan);
        if (hasClock && !Graph.HasCycle && TooLongAt is null && plan.Forward.Count > 0)
            Schedule = Scheduler.Compute(plan, Clock);
        LaunchPhase = PhaseInTime(Phase.Launch);
    }

    public Plan Plan { get; }
    public Launch Launch => Plan.Launch;
    public Instant? Now { get; }
    public LaunchClock Clock { get; }
    public (Instant Opens, Instant Closes) Window { get; }
    public TaskGraph Graph { get; }
    public PeopleDirectory People { get; }
    public IReadOnlyList<string> TaskIds { get; }
    public IReadOnlyList<string> PersonIds { get; }
    public IReadOnlyList<string> PersonAndRoleIds { get; }

    /// <summary>The schedule; null where there is none to make: no tasks, a cycle, no clock, too long.</summary>
    public Schedule? Schedule { get; }

    /// <summary>The task with which the durations add up to more than a calendar holds; null for none.</summary>
    public PlanTask? TooLongAt { get; }

    /// <summary>From the first planned start to the last planned finish of the launch phase; null without a schedule or without such tasks.</summary>
    public (Instant Start, Instant End)? LaunchPhase { get; }

    /// <summary>The forward tasks with their times; none without a schedule.</summary>
    public IEnumerable<(PlanTask Task, ScheduledTask Times)> Scheduled =>
        Schedule is null ? [] : Plan.Forward.DistinctBy(task => task.Id).Zip(Schedule.Tasks);

    /// <summary>An instant for a sentence: <c>02:10</c> on the day of T-0, else with its date.</summary>
    public string Say(Instant instant)
    {
        var local = Clock.Local(instant).LocalDateTime;
        return local.Date == Clock.Local(Clock.T0).Date ? TimeOnly.Format(local.TimeOfDay) : DateAndTime.Format(local);
    }

    /// <summary>A length for a sentence, in the plan's notation, to the minute, rounded up.</summary>
    public static string Say(Duration length) =>
        PlanDuration.FromMinutes(Math.Ceiling(length.TotalMinutes)).ToString();

    /// <summary>The known word nearest to one that is not known; a dash where there is none.</summary>
    /// <remarks>
    /// Comparing with 100,000 ids costs a tenth of a second: a plan whose links all lead nowhere gets its first
    /// corrections, and then dashes.
    /// </remarks>
    public string Suggest(string written, IReadOnlyCollection<string> known)
    {
        if (comparisonsLeft < known.Count)
            return Nearest.None;
        comparisonsLeft -= known.Count;
        return Nearest.Of(written, known) ?? Nearest.None;
    }

    private (Instant, Instant)? PhaseInTime(Phase phase)
    {
        var times = Scheduled.Where(task => task.Task.Phase == phase).Select(task => task.Times).ToList();
        return times.Count == 0 ? null : (times.Min(task => task.PlannedStart), times.Max(task => task.PlannedFinish));
    }
}
