using Slipway.Planning.Checks;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Features.Cutover;

/// <summary>The command line speaks from RuleTexts, the pages from rules.yaml: in English both say the same.</summary>
public sealed class RuleTextsTests
{
    private static readonly IReadOnlyDictionary<string, Dictionary<string, Sentence>> Pages =
        new TextCatalog(typeof(TextCatalog).Assembly, strict: true).File("rules");

    [Fact]
    public void Say_the_same_in_pages_and_on_the_command_line()
    {
        var pages = Pages.ToDictionary(text => text.Key, text => text.Value["en"].Plain);
        var commandLine = RuleTexts.All.SelectMany(rule => new[]
        {
            KeyValuePair.Create($"{rule.Key}.message", (string?)rule.Value.Message),
            KeyValuePair.Create($"{rule.Key}.remedy", (string?)rule.Value.Remedy),
            KeyValuePair.Create($"{rule.Key}.free", rule.Value.Free),
        }).Where(text => text.Value is not null);
        Assert.Equal(commandLine.OrderBy(text => text.Key, StringComparer.Ordinal), pages.OrderBy(text => text.Key, StringComparer.Ordinal));
    }
}
