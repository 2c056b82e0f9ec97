using NodaTime;

namespace Slipway.Planning.Runs;

public sealed record VoteCast : TaskEvent
{
    /// <summary>The voter as the gate names it: a person's id or a role.</summary>
    public required string Voter { get; init; }

    public required bool Go { get; init; }
    public string? Comment { get; init; }
}

public sealed record CriterionConfirmed : TaskEvent
{
    public required string Criterion { get; init; }
    public required bool Met { get; init; }
    public string? Comment { get; init; }
}

public sealed record GateDecided : TaskEvent
{
    public required GateOutcome Outcome { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Criteria that the decider waived.</summary>
    public IReadOnlyList<string> Waived { get; init; } = [];

    /// <summary>For a hold: vote anew at this time.</summary>
    public Instant? HoldUntil { get; init; }

    /// <summary>What was known when it was decided.</summary>
    public required GateEvidence Evidence { get; init; }
}

public enum GateOutcome
{
    Go,
    GoWithConditions,
    Hold,
    NoGoRollBack,
    NoGoCancel,
}

/// <summary>Something that has to be done although the gate said go.</summary>
public sealed record Condition(string Text, string Owner, Instant Due);

/// <summary>What was known at a gate's decision: frozen with it.</summary>
public sealed record GateEvidence
{
    public IReadOnlyList<VoteRecord> Votes { get; init; } = [];
    public IReadOnlyList<CriterionRecord> Criteria { get; init; } = [];
    public KnownForecast? Forecast { get; init; }
}

public sealed record VoteRecord(string Voter, string Person, bool Go, string? Comment, Instant At);

public sealed record CriterionRecord(string Id, bool Must, bool? Met, string? Detail);

/// <summary>The forecast as it stood at an act; computed beside the act, for the version named.</summary>
public sealed record KnownForecast
{
    public long Version { get; init; }
    public double? InsideWindow { get; init; }
    public Instant? FinishP50 { get; init; }
    public Instant? FinishP80 { get; init; }
    public Instant? RollbackDeadline { get; init; }

    /// <summary>The probability to end inside the window if the gate waits another 15 and 30 minutes.</summary>
    public double? InsideAfter15 { get; init; }

    public double? InsideAfter30 { get; init; }
}
