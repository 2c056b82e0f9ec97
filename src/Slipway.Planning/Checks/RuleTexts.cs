namespace Slipway.Planning.Checks;

/// <summary>The English sentences of every rule, by the rule's stable name.</summary>
/// <remarks>
/// <para>A rule about what a plan's text looks like stands in RuleTexts.Reading.cs, one about what a plan means in
/// RuleTexts.Meaning.cs.</para>
/// <para>To add one: choose a name in small letters with hyphens that will never change (people put it into scripts),
/// add its two sentences here, create the <see cref="Plans.Problem"/> with as many values as the sentences have place
/// holders, add a failing fixture with its line and column to the tests, and a row to docs/rules.md. French and Arabic
/// stand with the pages' texts under the same name.</para>
/// </remarks>
public static partial class RuleTexts
{
    /// <summary>All rules.</summary>
    public static IReadOnlyDictionary<string, RuleText> All { get; } = Collect();

    /// <summary>The names of the rules about a plan's text, which reading it applies.</summary>
    public static IReadOnlyCollection<string> OfReading
    {
        get
        {
            var texts = new Dictionary<string, RuleText>(StringComparer.Ordinal);
            AddReading(texts);
            return texts.Keys;
        }
    }

    private static Dictionary<string, RuleText> Collect()
    {
        var texts = new Dictionary<string, RuleText>(StringComparer.Ordinal);
        AddReading(texts);
        AddMeaning(texts);
        return texts;
    }

    static partial void AddReading(Dictionary<string, RuleText> texts);

    static partial void AddMeaning(Dictionary<string, RuleText> texts);
}
