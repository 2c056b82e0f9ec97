namespace Slipway.Planning.Runs;

/// <summary>What a command leads to: facts, or a refusal. No facts and no refusal: it had already happened.</summary>
public sealed record Decision
{
    private Decision(IReadOnlyList<RunEvent> events, Refusal? refusal) => (Events, Refused) = (events, refusal);

    public IReadOnlyList<RunEvent> Events { get; }

    public Refusal? Refused { get; }

    public static Decision Of(params IReadOnlyList<RunEvent> events) => new(events, null);

    public static implicit operator Decision(Refusal refusal) => new([], refusal);

    public static implicit operator Decision(RunEvent happened) => new([happened], null);
}

/// <summary>Why a command is refused.</summary>
/// <param name="Rule">The stable name of the rule: <c>not-ready</c>; the sentence for it is in the texts.</param>
/// <param name="Kind">Which sort of refusal.</param>
/// <param name="Values">What the sentence is filled with, in the order of its placeholders.</param>
public sealed record Refusal(string Rule, RefusalKind Kind, params IReadOnlyList<string> Values)
{
    public static Refusal Who(string rule, params IReadOnlyList<string> values) => new(rule, RefusalKind.Who, values);

    public static Refusal State(string rule, params IReadOnlyList<string> values) => new(rule, RefusalKind.State, values);

    public static Refusal Input(string rule, params IReadOnlyList<string> values) => new(rule, RefusalKind.Input, values);
}

public enum RefusalKind
{
    /// <summary>This person may not do it.</summary>
    Who,

    /// <summary>The run or the task is not in a state in which it can be done.</summary>
    State,

    /// <summary>Something is missing or cannot be meant.</summary>
    Input,
}
