namespace Slipway.Planning.Plans;

/// <summary>How bad a problem is.</summary>
public enum Severity
{
    /// <summary>The plan cannot be run like this.</summary>
    Error,

    /// <summary>It can be run, and probably should not.</summary>
    Warning,

    /// <summary>It could be better.</summary>
    Hint,
}

/// <summary>Something that is wrong with a plan, where, and how to mend it.</summary>
/// <param name="Rule">The rule's stable name, as in docs/rules.md: <c>unknown-key</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Where">The place.</param>
/// <param name="Task">The id of the task that it is about; null for none.</param>
/// <param name="Values">What the rule's sentences are filled with, in the order of their placeholders.</param>
public sealed record Problem(string Rule, Severity Severity, SourceSpan Where, string? Task, IReadOnlyList<string> Values)
{
    /// <summary>A second place to look at, for instance the first of two equal ids; null for none.</summary>
    public SourceSpan? SeeAlso { get; init; }

    /// <summary>Why somebody lives with it; null for what is still to settle.</summary>
    public string? Accepted { get; init; }

    /// <summary>Other tasks that it is about, which a page lights up together with <see cref="Task"/>.</summary>
    public IReadOnlyList<string> OtherTasks { get; init; } = [];
}
