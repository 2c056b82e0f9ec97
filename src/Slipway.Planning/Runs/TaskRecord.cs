using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What a run knows of one task.</summary>
public sealed record TaskRecord
{
    public required string Id { get; init; }

    /// <summary>The journalled state; <see cref="TaskState.Planned"/> for everything that never started.</summary>
    public TaskState Stored { get; init; } = TaskState.Planned;

    /// <summary>1 for the first attempt; 0 before it.</summary>
    public int Attempt { get; init; }

    public Instant? Started { get; init; }

    /// <summary>When its first attempt started.</summary>
    /// <remarks>
    /// A task may have changed something from then on, whatever is said of it later: what was reopened, or skipped after
    /// a failed attempt, is as that attempt left it.
    /// </remarks>
    public Instant? FirstStarted { get; init; }

    /// <summary>Whether it may have changed something, in whatever attempt.</summary>
    public bool HasHadEffect => FirstStarted is not null;

    /// <summary>When it was done, worked around, skipped, failed or abandoned.</summary>
    public Instant? Finished { get; init; }

    /// <summary>Those who said that they started, first one first.</summary>
    public IReadOnlyList<string> Starters { get; init; } = [];

    /// <summary>Those of the plan's who for whom somebody said so; for others whoever said it.</summary>
    public IReadOnlyList<string> StartedFor { get; init; } = [];

    /// <summary>Those who said that they finished.</summary>
    public IReadOnlyList<string> Finishers { get; init; } = [];

    /// <summary>Those of the plan's who for whom somebody said so; for others whoever said it.</summary>
    public IReadOnlyList<string> FinishedFor { get; init; } = [];

    /// <summary>When the last of them said so, or says that it was.</summary>
    public Instant? SaidFinished { get; init; }

    /// <summary>Finished, and a second person still has to confirm.</summary>
    public bool AwaitsVerification { get; init; }

    /// <summary>What waits to be confirmed is a workaround.</summary>
    public bool WorkedAround { get; init; }

    public string? VerifiedBy { get; init; }

    /// <summary>Who did the last thing to it.</summary>
    public string? Actor { get; init; }

    /// <summary>Why it is in this state, where a reason is required.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it cannot go on; null when it is not blocked.</summary>
    public string? Blocked { get; init; }

    public Instant? BlockedSince { get; init; }

    /// <summary>When it was last unblocked.</summary>
    public Instant? Unblocked { get; init; }

    /// <summary>Whom it was handed to; null for its owner.</summary>
    public string? HandedTo { get; init; }

    /// <summary>Who said last that he is on it, since it was handed over or opened again; null when nobody has.</summary>
    public string? Acknowledged { get; init; }

    /// <summary>The estimate that somebody changed it to; null for the plan's.</summary>
    public Estimate? Takes { get; init; }

    /// <summary>The service owner allowed it to be skipped.</summary>
    public bool SkipWaived { get; init; }

    /// <summary>What is known of its automated work; null before it first acted.</summary>
    public WorkRecord? Work { get; init; }

    /// <summary>A person let its automated work begin, or begin again, and it has not yet.</summary>
    public bool Released { get; init; }

    /// <summary>It was done and opened again: its automated work waits for a person's release, whatever the plan says.</summary>
    public bool Reopened { get; init; }

    /// <summary>Votes, confirmations and decisions; null for everything but gates.</summary>
    public GateRecord? Gate { get; init; }

    /// <summary>What a take-back returns to; null when there is nothing to take back.</summary>
    public TaskRecord? BeforeLastAct { get; init; }

    /// <summary>When the act that can be taken back was received, in real time.</summary>
    public Instant? LastActReceived { get; init; }

    /// <summary>Who can take it back.</summary>
    public string? LastActor { get; init; }
}

/// <summary>The last time that a task's automated work began, and how that ended.</summary>
/// <param name="Attempt">The task's attempt.</param>
/// <param name="Key">Given on to what it acts on, which can tell a repetition by it.</param>
/// <param name="Epoch">Under which lease it began.</param>
/// <param name="Since">When it began.</param>
public sealed record WorkRecord(int Attempt, string Key, long Epoch, Instant Since)
{
    /// <summary>How many times it began in this attempt.</summary>
    public int Begun { get; init; } = 1;

    /// <summary>Null while it goes on, and where its end was never heard of.</summary>
    public WorkOutcome? Outcome { get; init; }

    /// <summary>Why nobody knows how it ended, where that is so.</summary>
    public LossCause? Cause { get; init; }

    /// <summary>What it said of itself in one line.</summary>
    public string? Said { get; init; }

    /// <summary>Where what it said at length is kept.</summary>
    public string? Output { get; init; }

    /// <summary>What came too late to count, oldest first.</summary>
    public IReadOnlyList<LateResultRefused> Late { get; init; } = [];
}

/// <summary>What has happened at a gate.</summary>
public sealed record GateRecord
{
    /// <summary>Votes since the gate opened or was last held, by voter.</summary>
    public IReadOnlyDictionary<string, VoteRecord> Votes { get; init; } = new Dictionary<string, VoteRecord>();

    /// <summary>What people said of criteria that a person confirms.</summary>
    public IReadOnlyDictionary<string, CriterionConfirmed> Confirmed { get; init; } = new Dictionary<string, CriterionConfirmed>();

    /// <summary>All decisions, oldest first.</summary>
    public IReadOnlyList<GateDecided> Decisions { get; init; } = [];

    /// <summary>Held until then; null when it is not held.</summary>
    public Instant? HeldUntil { get; init; }
}

/// <summary>An issue raised in a run.</summary>
public sealed record IssueRecord(string Id, string Title, IssueSeverity Severity, string Owner, string? Task, Instant Raised, string By)
{
    public Instant? Settled { get; init; }
    public string? How { get; init; }
}

/// <summary>A comment, or what was attached.</summary>
/// <param name="Text">The comment, or what to call the attachment.</param>
public sealed record RemarkRecord(Instant At, string By, string? Task, string Text)
{
    /// <summary>The address of a link that was attached.</summary>
    public string? Url { get; init; }

    /// <summary>The SHA-256 of a file that was attached, in lower-case hexadecimal digits.</summary>
    public string? File { get; init; }
}

/// <summary>Somebody stands in for somebody else everywhere.</summary>
public sealed record SubstitutionRecord(string Person, string By, Instant Since);

/// <summary>A stretch in which nothing might start.</summary>
/// <param name="To">When the run was resumed; null while it is paused, and where it ended in the pause.</param>
public sealed record PauseRecord(Instant From, Instant? To);
