using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Checks;

/// <summary>A problem in English words, as the command line and the API say it.</summary>
public static partial class ProblemText
{
    /// <summary>What is wrong.</summary>
    public static string Message(Problem problem)
    {
        var text = RuleTexts.All[problem.Rule];
        return Fill(text.SaysFree(problem) ? text.Free! : text.Message, problem);
    }

    /// <summary>What to do about it.</summary>
    public static string Remedy(Problem problem) => WithoutGuess(Fill(RuleTexts.All[problem.Rule].Remedy, problem), problem);

    /// <summary>A remedy in any language without its "did you mean" or "(nearest is …)", where nothing is near.</summary>
    public static string WithoutGuess(string remedy, Problem problem) =>
        problem.Values.Contains(Nearest.None) ? Guess().Replace(remedy, "") : remedy;

    [GeneratedRegex(@" *\([^()]*—[^()]*\)|^[^?؟.]*—[^?؟.]*[?؟]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Guess();

    /// <summary>All of it in one line: <c>folder/cutover.yaml:3:5: error: what is wrong; what to do [rule]</c>.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="folder">The folder of its file; empty for none.</param>
    public static string Line(Problem problem, string folder = "") => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.Combine(folder, problem.Where.File)}:{problem.Where.Line}:{problem.Where.Column}: {Word(problem.Severity)}: {Message(problem).TrimEnd('.')}; {WithinSentence(Remedy(problem))} [{problem.Rule}]");

    /// <summary>A severity in one word.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "hint",
    };

    /// <summary>A sentence as it goes on behind a semicolon; names and T-0 keep their capital.</summary>
    public static string WithinSentence(string sentence) =>
        sentence.Length > 1 && (char.IsLower(sentence[1]) || sentence.StartsWith("A ", StringComparison.Ordinal)) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    private static string Fill(string sentence, Problem problem) =>
        string.Format(CultureInfo.InvariantCulture, sentence, problem.Rule is "cycle" or "rollback-cycle" ? [.. problem.Values] : [.. problem.Values.Select(Short)]);

    /// <summary>A value that somebody pasted a page into must not fill the screen. A circle is bounded by its rule: half of one helps nobody.</summary>
    private static string Short(string value) => value.Length <= 400 ? value : value[..400] + "…";
}
