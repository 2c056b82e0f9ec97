using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared;

/// <summary>A plan's problem in the language of a page.</summary>
public static class ProblemSentences
{
    /// <summary>What is wrong.</summary>
    public static string Message(Texts texts, Problem problem) => Say(texts, $"rules.{problem.Rule}.message", problem);

    /// <summary>What to do about it.</summary>
    public static string Remedy(Texts texts, Problem problem) => Say(texts, $"rules.{problem.Rule}.remedy", problem);

    private static string Say(Texts texts, string key, Problem problem) =>
        texts.Format(key, [.. problem.Values.Select((value, number) => ($"{number}", (object?)value))]);
}
