using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>One rule about what a plan means.</summary>
/// <param name="Rule">Its stable name, as in docs/rules.md.</param>
/// <param name="Severity">How bad a finding is, unless the finding itself says otherwise.</param>
/// <param name="Find">Finds every breach; costs near-linear time in the number of tasks, links and people.</param>
public sealed record PlanCheck(string Rule, Severity Severity, Func<CheckContext, IEnumerable<Finding>> Find);

/// <summary>One breach of a rule, before its place in the file is looked up.</summary>
/// <param name="Path">The path of the value at fault, as in <see cref="PlanSource"/>.</param>
/// <param name="Task">The id of the task that it is about; null for none.</param>
/// <param name="Values">What the rule's sentences are filled with.</param>
public sealed record Finding(string Path, string? Task, params string[] Values)
{
    /// <summary>A finding about a task, at the task's own key: <c>takes</c>, <c>after/1</c>; empty for the whole task.</summary>
    public static Finding At(PlanTask task, string key, params string[] values) =>
        new(key.Length == 0 ? task.Path : $"{task.Path}/{key}", task.Id, values);

    /// <summary>Other than the rule's own severity; null for the rule's.</summary>
    public Severity? Severity { get; init; }

    public IReadOnlyList<string> OtherTasks { get; init; } = [];
}
