using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>A fact in a run's journal.</summary>
public abstract record RunEvent
{
    /// <summary>When it happened, on the run's clock.</summary>
    public Instant At { get; init; }

    /// <summary>When it was received, in real time.</summary>
    public Instant Received { get; init; }

    /// <summary>Who did it: a person's id, <c>token:NAME</c>, <c>administrator:NAME</c>, or <c>slipway</c> for the clock.</summary>
    public string Actor { get; init; } = "";

    /// <summary>On whose behalf; null when the actor did it for himself.</summary>
    public string? For { get; init; }

    public Via Via { get; init; }

    /// <summary>The person who did it or for whom it was done.</summary>
    public string Doer => For ?? Actor;
}

/// <summary>Planned times of a task in a run.</summary>
public readonly record struct PlannedTimes(Instant Start, Instant Finish);

public sealed record RunPlanned : RunEvent
{
    public required string Launch { get; init; }
    public required string PlanHash { get; init; }
    public required RunMode Mode { get; init; }

    /// <summary>The run's own T-0.</summary>
    public required Instant T0 { get; init; }

    /// <summary>The segment's start, on the run's clock.</summary>
    public required Instant From { get; init; }

    public required Instant To { get; init; }
    public double Speed { get; init; } = 1;
    public bool Autopilot { get; init; }
    public long Seed { get; init; } = 1;

    /// <summary>Whether automated tasks act; else they are played.</summary>
    public bool Acts { get; init; }

    /// <summary>Who is told what: nobody in runs of an older Slipway.</summary>
    public NoticeMode Notices { get; init; }

    /// <summary>Tasks before the segment: they count as done.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>Tasks after the segment: they are not part of the run.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>The planned start and finish of each task of the run.</summary>
    public IReadOnlyDictionary<string, PlannedTimes> Planned { get; init; } = new Dictionary<string, PlannedTimes>();
}

/// <summary>The run's clock started; of a live run, after the service owner's words.</summary>
public sealed record RunBegun : RunEvent
{
    public string? Words { get; init; }
}

public sealed record ClockSkipped : RunEvent
{
    /// <summary>What the clock showed before.</summary>
    public required Instant From { get; init; }

    /// <summary>What it showed from then on.</summary>
    public required Instant To { get; init; }
}

public sealed record RunPaused : RunEvent
{
    public required string Reason { get; init; }
}

public sealed record RunResumed : RunEvent;

public sealed record RunCancelled : RunEvent
{
    public required string Reason { get; init; }

    /// <summary>Tasks that were under way.</summary>
    public IReadOnlyList<string> Abandoned { get; init; } = [];
}

public sealed record RunCompleted : RunEvent;

public sealed record RollbackStarted : RunEvent
{
    public required string Reason { get; init; }

    /// <summary>The rollback tasks that are needed, each with what it waits for.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Link>> Tasks { get; init; }

    /// <summary>Forward tasks that were under way.</summary>
    public IReadOnlyList<string> Abandoned { get; init; } = [];

    /// <summary>The planned start and finish of each rollback task, from now.</summary>
    public IReadOnlyDictionary<string, PlannedTimes> Planned { get; init; } = new Dictionary<string, PlannedTimes>();
}

public sealed record RunRolledBack : RunEvent;

/// <summary>A fact about one task.</summary>
public abstract record TaskEvent : RunEvent
{
    public required string Task { get; init; }
}

public sealed record TaskStarted : TaskEvent
{
    public required int Attempt { get; init; }

    /// <summary>Whether enough people have started it; false while others still have to.</summary>
    public bool UnderWay { get; init; } = true;

    /// <summary>For whom of those who do it together it was said; null for the doer.</summary>
    public string? CountsFor { get; init; }
}

/// <summary>Somebody said that he is on it: nobody else is called.</summary>
public sealed record TaskAcknowledged : TaskEvent;

public sealed record TaskFinished : TaskEvent
{
    /// <summary>Whether it is done; false while others have to finish or a second person has to confirm.</summary>
    public bool Settled { get; init; } = true;

    /// <summary>All have finished, and a second person still has to confirm.</summary>
    public bool AwaitsVerification { get; init; }

    /// <summary>For whom of those who do it together it was said; null for the doer.</summary>
    public string? CountsFor { get; init; }
}

public sealed record TaskVerified : TaskEvent;

public sealed record TaskFailed : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record TaskMarkedUnknown : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record TaskWorkedAround : TaskEvent
{
    public required string Reason { get; init; }

    /// <summary>Whether a second person still has to confirm it; nothing follows before.</summary>
    public bool AwaitsVerification { get; init; }
}

public sealed record SkipWaived : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record TaskSkipped : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record TaskReopened : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record StartTakenBack : TaskEvent;

public sealed record FinishTakenBack : TaskEvent;

public sealed record TaskBlocked : TaskEvent
{
    public required string Reason { get; init; }
}

public sealed record TaskUnblocked : TaskEvent;

public sealed record TaskHandedOver : TaskEvent
{
    public required string To { get; init; }
}

public sealed record MilestoneReached : TaskEvent;

/// <summary>What the milestone rests on was taken back or opened again: it is still to come.</summary>
public sealed record MilestoneLost : TaskEvent;

public sealed record DurationChanged : TaskEvent
{
    public required Estimate Takes { get; init; }
    public string? Reason { get; init; }
}

public sealed record TaskAdded : TaskEvent
{
    public required AddedTask Definition { get; init; }
    public required PlannedTimes Planned { get; init; }
}

/// <summary>A task that was added during a run; proposed to the next plan version.</summary>
public sealed record AddedTask
{
    public required string Title { get; init; }
    public string? Do { get; init; }
    public string? Expect { get; init; }
    public string? Workstream { get; init; }
    public required string Owner { get; init; }
    public required string Deputy { get; init; }
    public required Estimate Takes { get; init; }
    public IReadOnlyList<Link> After { get; init; } = [];

    /// <summary>Tasks that wait for it.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>A rollback task of the plan; null when there is nothing to take back.</summary>
    public string? Undo { get; init; }

    public bool NoReturn { get; init; }
    public bool Attended { get; init; } = true;
}

public sealed record Commented : RunEvent
{
    /// <summary>The task that it is about; null for the run.</summary>
    public string? Task { get; init; }

    public required string Text { get; init; }
}

public sealed record Attached : RunEvent
{
    public string? Task { get; init; }
    public required string Name { get; init; }

    /// <summary>An http or https address.</summary>
    public string? Url { get; init; }

    /// <summary>The SHA-256 of a stored file, in lower-case hexadecimal digits: who has the file can show that it is this one.</summary>
    public string? File { get; init; }
}

/// <summary>The clock warned that going back will soon be impossible or too late.</summary>
public sealed record AlarmRaised : RunEvent
{
    /// <summary>How many minutes before it the alarm is meant for: 30, 15 or 5.</summary>
    public required int Minutes { get; init; }

    public required LimitKind Limit { get; init; }

    /// <summary>When that moment was expected, on the run's clock.</summary>
    public required Instant LimitAt { get; init; }

    /// <summary>The task that cannot be taken back; null for the rollback deadline.</summary>
    public string? Task { get; init; }
}

public sealed record PersonSubstituted : RunEvent
{
    public required string Person { get; init; }
    public required string By { get; init; }
    public string? Reason { get; init; }
}

public sealed record SubstitutionEnded : RunEvent
{
    public required string Person { get; init; }
}

public sealed record IssueRaised : RunEvent
{
    public required string Issue { get; init; }
    public required string Title { get; init; }
    public required IssueSeverity Severity { get; init; }
    public required string Owner { get; init; }
    public string? Task { get; init; }
}

public sealed record IssueSettled : RunEvent
{
    public required string Issue { get; init; }
    public required string How { get; init; }
}

public enum IssueSeverity
{
    Low,
    High,
    Critical,
}
