using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Features.Contracts;

/// <summary>Which launches there are, and the versions of their plans.</summary>
public interface ILaunches
{
    Task<IReadOnlyList<LaunchSummary>> ListAsync(CancellationToken cancellation);

    /// <summary>The newest version of a launch's plan; null if there is no such launch.</summary>
    Task<PlanVersion?> CurrentAsync(string launch, CancellationToken cancellation);

    Task<PlanVersion?> VersionAsync(string launch, int number, CancellationToken cancellation);

    /// <summary>The version with this hash, whatever has become of the plan since; null if there is none.</summary>
    Task<PlanVersion?> ByHashAsync(string launch, string hash, CancellationToken cancellation);

    /// <summary>Versions without their texts, newest first.</summary>
    Task<IReadOnlyList<PlanVersionSummary>> VersionsAsync(string launch, CancellationToken cancellation);

    /// <summary>Adds a version, if <paramref name="basedOn"/> still is the newest one.</summary>
    Task<VersionAdded> AddVersionAsync(string launch, int basedOn, PlanTexts texts, VersionNote note, CancellationToken cancellation);

    /// <summary>Approves a version: it becomes the baseline, the one before it no longer is.</summary>
    Task<BaselineOutcome> SetBaselineAsync(string launch, int number, string by, CancellationToken cancellation);
}

/// <param name="Id">The launch's own id.</param>
/// <param name="Sample">Whether the program made it to be played with.</param>
public sealed record LaunchSummary(string Id, LocalizedText Title, Instant T0, bool Sample);

/// <summary>One version of a plan: its texts, and what they mean.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Hash">Of both texts; a run keeps it.</param>
/// <param name="Plan">What the texts mean; never null, because texts that mean no plan are no version.</param>
public sealed record PlanVersion(string Launch, int Number, string Hash, PlanTexts Texts, Plan Plan, PlanVersionSummary Summary);

/// <param name="ApprovedBy">Who approved it; null for one that is not the baseline.</param>
public sealed record PlanVersionSummary(int Number, string Hash, Instant At, string By, string? Note, string? ApprovedBy)
{
    /// <summary>Whether it is the approved version.</summary>
    public bool Baseline => ApprovedBy is not null;

    /// <summary>Whether somebody else than who wrote it approved it: what acts on production needs four eyes.</summary>
    public bool HasFourEyes => ApprovedBy is { } second && second != By;
}

public enum BaselineOutcome
{
    Approved,
    NoSuchVersion,

    /// <summary>Its automated tasks need a second person, and this is who wrote it.</summary>
    NeedsSecondPerson,
}

/// <param name="By">Who makes the version.</param>
/// <param name="Note">What it is about, in their words.</param>
/// <param name="MaySetRoles">Whether they may say who has which role: the service owner or the administrator.</param>
public sealed record VersionNote(string By, string? Note, bool MaySetRoles = false);

public abstract record VersionAdded
{
    private VersionAdded() { }

    public sealed record Added(PlanVersion Version) : VersionAdded;

    /// <summary>Somebody else was first; this is the newest one now.</summary>
    public sealed record Behind(PlanVersion Newest) : VersionAdded;

    /// <summary>launch.yaml is of another launch now; a launch keeps its id.</summary>
    public sealed record Renamed(string Id) : VersionAdded;

    /// <summary>It would give or take somebody's role, which is not this person's to do.</summary>
    /// <param name="Newest">The version whose roles stay.</param>
    public sealed record RolesKept(PlanVersion Newest) : VersionAdded;

    /// <summary>The texts cannot be read as a plan.</summary>
    public sealed record Unreadable(IReadOnlyList<Problem> Problems) : VersionAdded;
}
