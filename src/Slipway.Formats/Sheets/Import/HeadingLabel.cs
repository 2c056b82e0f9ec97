using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Formats.Sheets.Import;

/// <summary>The numbering before a heading: <c>A.</c>, <c>2)</c>, <c>Phase 3:</c>.</summary>
internal readonly partial record struct HeadingLabel(string Word, bool IsLetter, int Number)
{
    public static HeadingLabel? Of(string heading)
    {
        if (Numbered().Match(heading.Trim()) is not { Success: true } match)
            return null;
        var label = match.Groups["label"].Value;
        var word = Folding.Fold(match.Groups["word"].Value);
        return char.IsAsciiLetter(label[0])
            ? new(word, true, char.ToUpperInvariant(label[0]) - 'A')
            : new(word, false, int.Parse(label, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether this heading is counted as the next one after the other.</summary>
    public bool Follows(HeadingLabel before) => (Word, IsLetter) == (before.Word, before.IsLetter) && Number == before.Number + 1;

    [GeneratedRegex(@"^(?:(?<word>\p{L}{4,}) )?(?<label>[0-9]{1,2}|[A-Za-z])(?:[.):]|\s*[-–—])\s*\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
