using System.Text.RegularExpressions;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

/// <summary>Hunts a Razor page for words that somebody typed instead of asking the texts.</summary>
/// <remarks>
/// Code lines begin with a keyword, a brace or end in a semicolon; everything else between tags is what people read.
/// It knows the pages' habits, not all of Razor: code stands on lines of its own.
/// </remarks>
internal static partial class TypedWords
{
    public static IReadOnlyList<string> In(string page)
    {
        page = Remark().Replace(page, "");
        page = CodeBlock().Replace(page, "");
        page = Control().Replace(page, "");
        var found = new List<string>();
        foreach (Match match in SpokenAttribute().Matches(page))
            Collect(found, Razor(match.Groups[1].Value));
        page = Tag().Replace(Razor(page), "\n");
        foreach (var line in page.Split('\n'))
        {
            if (!CodeLine().IsMatch(line))
                Collect(found, line);
        }
        return found;
    }

    private static void Collect(List<string> found, string text)
    {
        var words = text.Replace("Slipway", "", StringComparison.Ordinal).Trim();
        if (Word().IsMatch(words))
            found.Add(words);
    }

    /// <summary>Takes Razor's expressions away, with their brackets however deep.</summary>
    private static string Razor(string text) => Expression().Replace(text, "");

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|^\s*@(page|model|using|inject|addTagHelper|section|inherits|functions|attribute)\b.*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"^@\{[^\n]*\}[ ]*$|^@\{.*?^\}", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("""@?(?:else )?\b(?:if|foreach|for|while|switch)\s*\((?>[^()]+|(?<o>\()|(?<-o>\)))*(?(o)(?!))\)""")]
    private static partial Regex Control();

    [GeneratedRegex("""\s(?:title|alt|placeholder|aria-label|aria-description|label|content)="([^"]*(?:"[^"]*"\][^"]*)*)">?""")]
    private static partial Regex SpokenAttribute();

    [GeneratedRegex("""<(?:"[^"]*"|'[^']*'|[^'">])*>""")]
    private static partial Regex Tag();

    [GeneratedRegex("""@(?:await )?[\w.!?]*(?:\((?>[^()]+|(?<o>\()|(?<-o>\)))*(?(o)(?!))\)|\[(?>[^\[\]]+|(?<p>\[)|(?<-p>\]))*(?(p)(?!))\]|\.[\w!?]+)*""")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\s*(\{|\}|else|if|for|foreach|while|switch|case|default|break|var|continue|using|await|\w+ [\w<>]+ =)\b?.*$|[;{]\s*$")]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();
}
