namespace Slipway.Planning.Plans;

/// <summary>A warning or hint of the checks that somebody has read and lives with, and why.</summary>
/// <param name="Rule">The rule's stable name, as in docs/rules.md.</param>
/// <param name="Task">The id of the task that the finding is about; null for one that is about no task.</param>
/// <param name="Why">The reason, in the words of whoever accepted it.</param>
public sealed record AcceptedFinding(string Rule, string? Task, string Why);
