using System.Collections.Immutable;
using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>A run as its journal tells it.</summary>
public sealed record RunState
{
    /// <summary>The plan version of the run, with the tasks added since.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Turns times of the plan into instants under the run's T-0.</summary>
    public required LaunchClock Clock { get; init; }

    /// <summary>How many events the run's journal has.</summary>
    public long Version { get; init; }

    public RunStatus Status { get; init; }
    public RunMode Mode { get; init; }
    public string PlanHash { get; init; } = "";
    public Instant T0 { get; init; }

    /// <summary>The segment, on the run's clock.</summary>
    public Instant From { get; init; }

    public Instant To { get; init; }
    public bool Autopilot { get; init; }
    public long Seed { get; init; }

    /// <summary>Whether automated tasks act; else they are played.</summary>
    public bool Acts { get; init; }

    /// <summary>Whether people are told by e-mail and telephone what they have to do.</summary>
    public NoticeMode Notices { get; init; }

    /// <summary>The epoch under which the run's automated work is done; 0 before any node took it.</summary>
    public long WorkEpoch { get; init; }

    /// <summary>The run's clock; null until it begins.</summary>
    public RunClock? Running { get; init; }

    public double Speed { get; init; } = 1;

    /// <summary>When the run began and ended, on its clock.</summary>
    public Instant? Begun { get; init; }

    public Instant? Ended { get; init; }

    /// <summary>The tasks of the run: forward tasks of the segment and, once it rolls back, the rollback tasks that are needed.</summary>
    public ImmutableDictionary<string, TaskRecord> Tasks { get; init; } = ImmutableDictionary<string, TaskRecord>.Empty;

    public ImmutableHashSet<string> Assumed { get; init; } = [];
    public ImmutableHashSet<string> Outside { get; init; } = [];
    public ImmutableDictionary<string, PlannedTimes> Planned { get; init; } = ImmutableDictionary<string, PlannedTimes>.Empty;

    /// <summary>What each rollback task waits for, once the run rolls back.</summary>
    public ImmutableDictionary<string, IReadOnlyList<Link>> RollbackLinks { get; init; } = ImmutableDictionary<string, IReadOnlyList<Link>>.Empty;

    public Instant? RollbackBegan { get; init; }
    public string? RollbackReason { get; init; }
    /// <summary>When nothing might start, oldest first; the last one may still go on.</summary>
    public ImmutableList<PauseRecord> Pauses { get; init; } = [];

    public ImmutableDictionary<string, SubstitutionRecord> Substitutions { get; init; } = ImmutableDictionary<string, SubstitutionRecord>.Empty;
    public ImmutableList<IssueRecord> Issues { get; init; } = [];

    /// <summary>Comments and attachments, oldest first.</summary>
    public ImmutableList<RemarkRecord> Remarks { get; init; } = [];

    /// <summary>The last alarm before the point of no return or the rollback deadline; null before the first.</summary>
    public AlarmRaised? Alarm { get; init; }

    /// <summary>The last alarm before each such moment.</summary>
    public ImmutableDictionary<(LimitKind Limit, string? Task), AlarmRaised> Alarms { get; init; } = ImmutableDictionary<(LimitKind, string?), AlarmRaised>.Empty;

    public ImmutableList<string> Added { get; init; } = [];

    /// <summary>Stretches of a rehearsal that were left out.</summary>
    public ImmutableList<ClockSkipped> Skipped { get; init; } = [];

    /// <summary>The latest time of any entry, on the run's clock.</summary>
    public Instant LastAt { get; init; }

    /// <summary>The latest real time of receipt.</summary>
    public Instant LastReceived { get; init; }

    /// <summary>A run of which nothing is known but its plan.</summary>
    public static RunState Of(Plan plan) => new() { Plan = plan, Clock = plan.Launch.Clock() };

    /// <summary>What the run's clock shows at a moment of real time: before a rehearsal begins its segment's start, after the end of any run that end.</summary>
    public Instant NowAt(Instant real) =>
        Ended is { } ended ? ended
        : Running is { } clock ? clock.At(real)
        : Mode == RunMode.Live ? real
        : From;

    /// <summary>The tasks of the run that are in force: forward tasks, or the rollback tasks once it rolls back.</summary>
    public IEnumerable<PlanTask> ActiveTasks => PlannedThisWay.Where(task => Tasks.ContainsKey(task.Id));

    /// <summary>The milestones among them. Every act asks for them: to know the kind costs less than to find the record.</summary>
    internal IEnumerable<PlanTask> ActiveMilestones => PlannedThisWay.Where(task => task.Kind == TaskKind.Milestone && Tasks.ContainsKey(task.Id));

    private IReadOnlyList<PlanTask> PlannedThisWay => RollbackBegan is null ? Plan.Forward : Plan.Rollback;

    /// <summary>When the launch phase of a run that is over ended, or the way back: what was to lie inside the window. Null before, after it was given up, and when the run played none of it.</summary>
    public Instant? LaunchPhaseEnded => Status is RunStatus.Complete or RunStatus.RolledBack
        ? ActiveTasks.Where(task => task.IsRollback || task.Phase == Phase.Launch).Max(task => Tasks[task.Id].Finished)
        : null;

    /// <summary>Whether anybody still works on a task: the run is not over, and goes that way.</summary>
    public bool IsInForce(PlanTask task) => !Status.IsOver() && task.IsRollback == (RollbackBegan is not null);

    /// <summary>The last time at which people say that they started, ended or decided something; null before the first.</summary>
    public Instant? LastDone =>
        Tasks.Values.SelectMany(record => new[] { record.Started, record.SaidFinished, record.Finished }).Max();

    /// <summary>When a task that lies before the segment counts as done: when it was planned, and before the run began.</summary>
    public PlannedTimes AssumedTimes(string task) =>
        Planned.TryGetValue(task, out var times)
            ? new PlannedTimes(Instant.Min(times.Start, From), Instant.Min(times.Finish, From))
            : new PlannedTimes(From, From);

    /// <summary>The links that hold for a task in this run.</summary>
    public IReadOnlyList<Link> LinksOf(PlanTask task) =>
        task.IsRollback ? RollbackLinks.GetValueOrDefault(task.Id, []) : task.After;

    /// <summary>The estimate in force; no time where the plan is silent.</summary>
    public Estimate TakesOf(PlanTask task) =>
        Tasks.GetValueOrDefault(task.Id)?.Takes ?? task.Takes ?? Estimate.Exactly(PlanDuration.Zero);

    /// <summary>The person who has to do a task at a time: whom it was handed to, else its owner; or whoever stands in.</summary>
    public string? ResponsibleFor(PlanTask task, Instant at)
    {
        var person = Tasks.GetValueOrDefault(task.Id)?.HandedTo ?? Plan.Who(task.Owner, at, Clock)?.Id;
        return person is null ? null : StandInFor(person);
    }

    /// <summary>Who stands in for a person, or for whoever stands in for him; the person himself when nobody does.</summary>
    public string StandInFor(string person) => StandInsFor(person).LastOrDefault(person);

    /// <summary>Who stands in for a person, who for them, and so on.</summary>
    public IReadOnlyList<string> StandInsFor(string person)
    {
        List<string> chain = [];
        while (Substitutions.TryGetValue(person, out var substitution) && !chain.Contains(substitution.By))
            chain.Add(person = substitution.By);
        return chain;
    }

    /// <summary>The first task that started, in this run or before its segment, and cannot be taken back; null while a rollback is possible.</summary>
    public PlanTask? PointOfNoReturnPassed() =>
        Plan.Forward.Where(task => task.NoReturn && FirstStartOf(task) is not null).OrderBy(FirstStartOf).FirstOrDefault();

    private Instant? FirstStartOf(PlanTask task) =>
        Assumed.Contains(task.Id) ? AssumedTimes(task.Id).Start : Tasks.GetValueOrDefault(task.Id)?.FirstStarted;
}
