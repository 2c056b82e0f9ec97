using System.Text.RegularExpressions;
using Slipway.Planning.Checks;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

/// <summary>docs/rules.md explains every rule, in the words that the program uses.</summary>
public sealed partial class RulesDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.At("docs/rules.md")).ReplaceLineEndings("\n");

    /// <summary>The checks, and what is said of findings that were accepted.</summary>
    private static readonly IReadOnlyList<string> AboutMeaning = [.. PlanChecks.All.Select(check => check.Rule), AcceptedFindings.NothingToAccept];

    [Fact]
    public void Explains_every_rule_about_meaning_with_its_severity_and_its_sentences() => Assert.Empty(
        from check in PlanChecks.All
        let text = RuleTexts.All[check.Rule]
        let expected = $"### {check.Rule}\n\n*{check.Severity}.* {text.Message} {text.Remedy}\n"
        where !Document.Contains(expected, StringComparison.Ordinal)
        select expected);

    [Fact]
    public void Gives_an_example_of_every_rule_about_meaning() => Assert.Empty(
        from part in Document.Split("\n### ").Skip(1)
        where !part.Contains("\n# not\n", StringComparison.Ordinal) || !part.Contains("\n# but\n", StringComparison.Ordinal)
        select part.Split('\n')[0]);

    [Fact]
    public void Lists_every_rule_about_the_text() => Assert.Empty(
        from rule in RuleTexts.All.ExceptBy(AboutMeaning, rule => rule.Key)
        let expected = $"| {rule.Key} | {rule.Value.Message} | {rule.Value.Remedy} |"
        where !Document.Contains(expected, StringComparison.Ordinal)
        select expected);

    [Fact]
    public void Explains_no_rule_that_there_is_not() => Assert.Empty(
        Heading().Matches(Document).Select(match => match.Groups[1].Value).Except(AboutMeaning));

    [Fact]
    public void Names_every_rule_once() =>
        Assert.Empty(PlanChecks.All.GroupBy(check => check.Rule).Where(group => group.Count() > 1).Select(group => group.Key));

    [GeneratedRegex("^### ([a-z0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
