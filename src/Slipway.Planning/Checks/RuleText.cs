using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>The sentences of one rule, in English, with a place holder for each value of the problem: <c>{0}</c>, <c>{1}</c>.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record RuleText(string Message, string Remedy)
{
    /// <summary>The message where the last value is a length of nothing; null where that is said like any other.</summary>
    public string? Free { get; init; }

    public bool SaysFree(Problem problem) => Free is not null && problem.Values is [.., "0m"];
}
