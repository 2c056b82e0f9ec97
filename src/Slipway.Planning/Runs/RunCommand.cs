using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What somebody wants to do to a run. Time and actor come with it: deciding reads no clock.</summary>
public abstract record RunCommand
{
    /// <summary>Made by the sender; repeating it adds no event.</summary>
    public Guid CommandId { get; init; }

    /// <summary>A person's id, <c>token:NAME</c>, or <see cref="Clock"/>.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Roles that the actor has besides the launch's own: a token's role, administrator.</summary>
    public IReadOnlyList<string> ActorRoles { get; init; } = [];

    /// <summary>On whose behalf; null for the actor.</summary>
    public string? For { get; init; }

    /// <summary>The person who does it or for whom it is done.</summary>
    public string Doer => For ?? Actor;

    public Via Via { get; init; } = Via.Page;

    /// <summary>Real time of receipt.</summary>
    public Instant Received { get; init; }

    /// <summary>What the run's clock shows at receipt.</summary>
    public Instant Now { get; init; }

    /// <summary>When it happened, on the run's clock; null for <see cref="Now"/>.</summary>
    public Instant? HappenedAt { get; init; }

    public Instant At => HappenedAt ?? Now;

    /// <summary>The actor when nobody acts but the clock.</summary>
    public const string Clock = "slipway";
}

public sealed record BeginRun : RunCommand
{
    /// <summary>What the service owner typed to confirm a live run: the launch's id and the word live.</summary>
    public string? Confirm { get; init; }
}

/// <summary>The clock says what time it is: milestones are reached, idle stretches of a rehearsal are left out.</summary>
public sealed record Tick : RunCommand
{
    /// <summary>Up to when one can go back in time, as forecast: no idle stretch is left out beyond its next alarm. Null where there is none.</summary>
    public RunLimit? Limit { get; init; }
}

public sealed record PauseRun : RunCommand
{
    public string? Reason { get; init; }
}

public sealed record ResumeRun : RunCommand;

public sealed record CancelRun : RunCommand
{
    public string? Reason { get; init; }
}

public sealed record RollBack : RunCommand
{
    public string? Reason { get; init; }
}

/// <summary>The clock says what time it is, beside the moment after which nobody goes back in time.</summary>
public sealed record RaiseAlarm : RunCommand
{
    public required RunLimit Limit { get; init; }
}

/// <summary>Something done to one task.</summary>
public abstract record TaskCommand : RunCommand
{
    public required string Task { get; init; }
}

public sealed record StartTask : TaskCommand;

/// <summary>A person says that he has heard that it is his turn and is on it.</summary>
public sealed record Acknowledge : TaskCommand;

/// <summary>A person lets an automated task begin, or begin again.</summary>
public sealed record ReleaseWork : TaskCommand;

/// <summary>An automated task is about to act. Only the clock says so.</summary>
public sealed record IntendWork : TaskCommand
{
    /// <summary>The lease's epoch; 0 where it is only played.</summary>
    public required long Epoch { get; init; }

    /// <summary>What makes its key different from those of other runs.</summary>
    public required string KeyOf { get; init; }

    /// <summary>Why what it began under an older epoch, and whose end nobody heard of, begins again; null otherwise.</summary>
    public RepeatCause? Again { get; init; }
}

/// <summary>How automated work ended. Only the clock says so.</summary>
public sealed record ReportWork : TaskCommand
{
    public required int Attempt { get; init; }
    public required long Epoch { get; init; }
    public required WorkOutcome Outcome { get; init; }

    /// <summary>Why nobody knows, where the outcome is that.</summary>
    public LossCause Cause { get; init; }

    public string? Said { get; init; }
    public string? Output { get; init; }
}

/// <summary>A node takes the run's automated work.</summary>
public sealed record TakeWork : RunCommand
{
    public required long Epoch { get; init; }
    public required string Node { get; init; }
}

/// <summary>What a node learned of a run's automated tasks and what it begins, in one act: each part counts for itself, and what is refused of it is left out.</summary>
public sealed record TurnOfWork : RunCommand
{
    public required IReadOnlyList<TaskCommand> Parts { get; init; }
}

public sealed record FinishTask : TaskCommand;

public sealed record VerifyTask : TaskCommand;

public sealed record FailTask : TaskCommand
{
    public string? Reason { get; init; }
}

public sealed record MarkUnknown : TaskCommand
{
    public string? Reason { get; init; }
}

public sealed record WorkAround : TaskCommand
{
    public string? Reason { get; init; }
}

/// <summary>The service owner allows a mandatory task to be skipped.</summary>
public sealed record WaiveSkip : TaskCommand
{
    public string? Reason { get; init; }
}

public sealed record SkipTask : TaskCommand
{
    public string? Reason { get; init; }
}

public sealed record ReopenTask : TaskCommand
{
    public string? Reason { get; init; }
}

/// <summary>Takes the last start or finish back, within 30 real seconds.</summary>
public sealed record TakeBack : TaskCommand;

public sealed record BlockTask : TaskCommand
{
    public string? Reason { get; init; }
}

public sealed record UnblockTask : TaskCommand;

public sealed record HandOver : TaskCommand
{
    /// <summary>Null for the task's deputy.</summary>
    public string? To { get; init; }
}

public sealed record ChangeDuration : TaskCommand
{
    public required Estimate Takes { get; init; }
    public string? Reason { get; init; }
}

public sealed record AddTask : RunCommand
{
    public required AddedTask Definition { get; init; }
}

public sealed record Comment : RunCommand
{
    public string? Task { get; init; }
    public required string Text { get; init; }
}

public sealed record Attach : RunCommand
{
    public string? Task { get; init; }
    public required string Name { get; init; }
    public string? Url { get; init; }
    public string? File { get; init; }
}

public sealed record Substitute : RunCommand
{
    public required string Person { get; init; }

    /// <summary>Null for the person's deputy.</summary>
    public string? By { get; init; }

    public string? Reason { get; init; }
}

public sealed record EndSubstitution : RunCommand
{
    public required string Person { get; init; }
}

public sealed record RaiseIssue : RunCommand
{
    public required string Title { get; init; }
    public required IssueSeverity Severity { get; init; }

    /// <summary>Null for whoever raises it.</summary>
    public string? Owner { get; init; }

    public string? Task { get; init; }
}

public sealed record SettleIssue : RunCommand
{
    public required string Issue { get; init; }
    public required string How { get; init; }
}

public sealed record Vote : TaskCommand
{
    public required bool Go { get; init; }
    public string? Comment { get; init; }

    /// <summary>Which of the gate's voters votes, for a person who could be several; null for the first that fits.</summary>
    public string? Voter { get; init; }
}

public sealed record ConfirmCriterion : TaskCommand
{
    public required string Criterion { get; init; }
    public required bool Met { get; init; }
    public string? Comment { get; init; }
}

public sealed record DecideGate : TaskCommand
{
    public required GateOutcome Outcome { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    public IReadOnlyList<string> Waive { get; init; } = [];
    public Instant? HoldUntil { get; init; }

    /// <summary>The forecast that the decider saw.</summary>
    public KnownForecast? Known { get; init; }
}
