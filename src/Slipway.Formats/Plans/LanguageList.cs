using System.Text.RegularExpressions;
using Slipway.Formats.Yaml;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>The languages of a launch, by which the language of each text is judged.</summary>
internal sealed partial class LanguageList(IReadOnlyList<string> languages, ProblemList problems)
{
    /// <summary>So many languages a launch may have; each text of each task is compared with all of them.</summary>
    public const int Most = 50;

    /// <summary>The tag in its usual writing; null when it is none. A tag that the launch does not list is a warning.</summary>
    public string? Read(string tag, SourceSpan where, string? task)
    {
        if (Usual(tag) is not { } usual)
        {
            if (problems.IsFull)
                return null;
            problems.Error("unknown-language", where, task, tag, Nearest.OfAll(tag, languages) ?? "en", languages.Count > 0 ? string.Join(", ", languages) : Nearest.None);
            return null;
        }
        if (languages.Count > 0 && !problems.IsFull && !languages.Contains(usual))
            problems.Warning("unlisted-language", where, task, usual, Nearest.OfAll(usual, languages)!, string.Join(", ", languages));
        return usual;
    }

    /// <summary><c>en</c>, <c>pt-BR</c>, <c>zh-Hant</c>: small language, title-case script, capital region. Null when the text is no language tag.</summary>
    public static string? Usual(string tag)
    {
        var trimmed = tag.Trim();
        if (!Tag().IsMatch(trimmed))
            return null;
        var parts = trimmed.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = parts[i].Length switch
            {
                2 => parts[i].ToUpperInvariant(),
                4 when char.IsAsciiLetter(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        }
        return string.Join('-', parts);
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
