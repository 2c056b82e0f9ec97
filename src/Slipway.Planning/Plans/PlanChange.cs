namespace Slipway.Planning.Plans;

/// <summary>What happened to something between two versions of a plan.</summary>
public enum ChangeKind
{
    Added,
    Removed,
    Changed,

    /// <summary>Stands at another place of its list; its fields are told apart from that.</summary>
    Moved,
}

/// <summary>What a change is about.</summary>
public enum ChangeSubject
{
    Launch,
    Person,
    Team,
    Shift,
    Task,
    Journey,

    /// <summary>A finding that somebody lives with; its id is rule and task: <c>overtime load-postgresql</c>.</summary>
    Accepted,
}

/// <summary>One difference between two versions of a plan, in no language: pages make a sentence of it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To what kind of thing.</param>
/// <param name="Id">
/// Its id; for a shift its two ends (<c>T-30m/T+2h</c>); for the second of two with the same id <c>id#2</c>. Null for
/// the launch.
/// </param>
/// <param name="Field">
/// The key in the YAML, with the keys inside: <c>takes</c>, <c>title/fr</c>, <c>escalate/after</c>,
/// <c>criteria/totals/must</c>, <c>window/closes</c>. Null when the whole thing was added, removed or moved.
/// </param>
/// <param name="Before">
/// The plan's notation before (<c>12m</c>); null when there was nothing. For an added or removed item of a list
/// (<c>after</c>, <c>who</c>) the item alone; for what moved the id of the thing before it, null for the first.
/// </param>
/// <param name="After">The same afterwards.</param>
/// <param name="Path">Where it stands, for <see cref="PlanSource"/>: in the later version, or in the earlier when it was removed.</param>
public sealed record PlanChange(ChangeKind Kind, ChangeSubject Subject, string? Id, string? Field, string? Before, string? After, string Path);
