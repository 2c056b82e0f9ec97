namespace Slipway.Planning.Runs;

/// <summary>A node has taken the automated work of the run. What comes under an older epoch from then on is refused.</summary>
public sealed record WorkTaken : RunEvent
{
    public required long Epoch { get; init; }
    public required string Node { get; init; }
}

/// <summary>A person lets an automated task begin, or begin again.</summary>
public sealed record WorkReleased : TaskEvent;

/// <summary>An automated task is about to act: in the journal before it does.</summary>
public sealed record WorkIntended : TaskEvent
{
    public required int Attempt { get; init; }

    /// <summary>The same for every time that one attempt acts, and for the attempt after one of which nobody knows: what it acts on can tell a repetition.</summary>
    public required string Key { get; init; }

    /// <summary>The lease's epoch; 0 where it is only played.</summary>
    public required long Epoch { get; init; }

    /// <summary>Why it acts once more in one attempt; null the first time.</summary>
    public RepeatCause? Again { get; init; }
}

/// <summary>Why work whose end nobody heard of begins again with the same key.</summary>
public enum RepeatCause
{
    /// <summary>The plan says that twice does no harm.</summary>
    Safe,

    /// <summary>Its verification found that it had not been done.</summary>
    ProbeFoundNothing,
}

/// <summary>An automated task did what it was to do.</summary>
public sealed record WorkSucceeded : TaskEvent
{
    public required int Attempt { get; init; }
    public required long Epoch { get; init; }

    /// <summary>What it says of itself in one line.</summary>
    public string? Said { get; init; }

    /// <summary>Where what it said at length is kept; null where it said nothing.</summary>
    public string? Output { get; init; }

    /// <summary>A second person still has to confirm.</summary>
    public bool AwaitsVerification { get; init; }
}

/// <summary>An automated task could not do what it was to do, and knows it.</summary>
public sealed record WorkFailed : TaskEvent
{
    public required int Attempt { get; init; }
    public required long Epoch { get; init; }
    public required string Reason { get; init; }
    public string? Output { get; init; }
}

/// <summary>Whether an automated task did what it was to do is not known: a person says.</summary>
public sealed record WorkLost : TaskEvent
{
    public required int Attempt { get; init; }
    public required long Epoch { get; init; }
    public required LossCause Cause { get; init; }

    /// <summary>What is known, where anything is.</summary>
    public string? Reason { get; init; }

    public string? Output { get; init; }
}

/// <summary>A result that came too late to count: another node has taken the work since, or a person has decided about the task.</summary>
public sealed record LateResultRefused : TaskEvent
{
    public required int Attempt { get; init; }
    public required long Epoch { get; init; }
    public required WorkOutcome Outcome { get; init; }
    public string? Said { get; init; }
    public string? Output { get; init; }
}

/// <summary>Why nobody knows how automated work ended.</summary>
public enum LossCause
{
    /// <summary>It cannot tell itself: it was sent and nothing came back.</summary>
    NoAnswer,

    /// <summary>The program that did it ended in the middle.</summary>
    Crash,

    /// <summary>The program ended in the middle, and its verification could not say either.</summary>
    ProbeCouldNotSay,
}

/// <summary>How automated work ended.</summary>
public enum WorkOutcome
{
    Succeeded,
    Failed,

    /// <summary>Nobody can say.</summary>
    Lost,
}
