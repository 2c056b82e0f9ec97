using System.Globalization;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>A problem in English words, as the command line and the API say it.</summary>
public static class ProblemText
{
    /// <summary>What is wrong.</summary>
    public static string Message(Problem problem) => Fill(RuleTexts.All[problem.Rule].Message, problem);

    /// <summary>What to do about it.</summary>
    public static string Remedy(Problem problem) => Fill(RuleTexts.All[problem.Rule].Remedy, problem);

    private static string Fill(string sentence, Problem problem) =>
        string.Format(CultureInfo.InvariantCulture, sentence, [.. problem.Values.Select(Short)]);

    /// <summary>A value that somebody pasted a page into must not fill the screen.</summary>
    private static string Short(string value) => value.Length <= 400 ? value : value[..400] + "…";
}
