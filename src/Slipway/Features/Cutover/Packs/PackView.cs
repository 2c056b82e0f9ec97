using NodaTime;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Packs;

/// <summary>What people need to go on by hand and by telephone when every screen is dark, in one language.</summary>
public sealed record PackView
{
    public required Run Run { get; init; }
    public required RunWords Words { get; init; }

    /// <summary>When it was made, in real time.</summary>
    public required Instant Made { get; init; }

    /// <summary>What the run's clock showed then.</summary>
    public required Instant Now { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Until when a rollback may start, and from when nothing can be taken back.</summary>
    public required IReadOnlyList<PackLimit> Limits { get; init; }

    /// <summary>What is not finished, in the order in which it will probably start.</summary>
    public required IReadOnlyList<PackTask> Tasks { get; init; }

    public required IReadOnlyList<GateView> Gates { get; init; }

    /// <summary>The way back, in the order of the plan.</summary>
    public required IReadOnlyList<PackTask> Rollback { get; init; }

    public required IReadOnlyList<PackDecision> Decisions { get; init; }
    public required IReadOnlyList<IssueRecord> Issues { get; init; }

    /// <summary>The shifts that are not over.</summary>
    public required IReadOnlyList<PackShift> Shifts { get; init; }

    public required PackJournal Journal { get; init; }

    public Launch Launch => Run.State.Plan.Launch;
}

/// <param name="Figure">A time, or a word where there is none.</param>
public sealed record PackLimit(string Name, string Figure, string Below);

/// <param name="At">When it will probably start; when it started, where it has. Null for the way back while nobody goes it.</param>
/// <param name="Deputy">Who stands in when <paramref name="Person"/> cannot be reached.</param>
/// <param name="After">The titles of what it waits for.</param>
public sealed record PackTask(PlanTask Task, ShownState State, Instant? At, PackPerson? Person, PackPerson? Deputy, string Takes, IReadOnlyList<string> After);

public sealed record PackPerson(string Name, string? Phone);

public sealed record PackDecision(Instant At, string Sentence, string Who);

public sealed record PackShift(Instant From, Instant To, PackPerson? Manager, PackPerson? Scribe, IReadOnlyList<PackPerson> On);

/// <summary>By which a later reader finds out that nothing before it was cut or recomputed.</summary>
/// <param name="Version">The run's last entry.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Head">Of the whole journal, as <c>slipway journal verify --head</c> takes it; null where it could not be noted.</param>
public sealed record PackJournal(long Version, string Hash, string? Head);
