using System.Globalization;

namespace Slipway.Features.Shared.Charts;

/// <summary>How wide words will be, before any browser has drawn them: an estimate on the wide side.</summary>
/// <remarks>Measured against Inter, Segoe UI, Roboto and Noto Sans (Arabic): never more than 4% too narrow on the samples' titles.</remarks>
internal static class TextWidth
{
    /// <summary>In rem, for a font size in rem.</summary>
    public static double Of(string words, double size, bool bold = false)
    {
        var em = 0.0;
        foreach (var letter in words)
            em += Em(letter);
        return em * size * (bold ? 1.08 : 1.02);
    }

    /// <summary>The words, or as many of them as fit with an ellipsis; empty when not even a few letters would.</summary>
    public static string Fit(string words, double room, double size, bool bold = false)
    {
        if (Of(words, size, bold) <= room)
            return words;
        var kept = room - Of("…", size, bold);
        var end = 0;
        foreach (var cut in StringInfo.ParseCombiningCharacters(words))
        {
            if (Of(words[..cut], size, bold) > kept)
                break;
            end = cut;
        }
        return end < 3 ? "" : words[..end].TrimEnd() + "…";
    }

    /// <summary>The words broken into lines, at most so many; what still does not fit is shortened.</summary>
    public static IReadOnlyList<string> Lines(string words, double room, double size, int most, bool bold = false)
    {
        var lines = new List<string>();
        while (lines.Count < most - 1 && Of(words, size, bold) > room && Break(words, room, size, bold) is var cut and > 0)
        {
            lines.Add(words[..cut]);
            words = words[(cut + 1)..];
        }
        return [.. lines, Fit(words, room, size, bold)];
    }

    /// <summary>The last space before which the words fit; −1 where the first word is too long alone.</summary>
    private static int Break(string words, double room, double size, bool bold)
    {
        var cut = words.LastIndexOf(' ');
        while (cut > 0 && Of(words[..cut], size, bold) > room)
            cut = words.LastIndexOf(' ', cut - 1);
        return cut;
    }

    private static double Em(char letter) => letter switch
    {
        ' ' or 'i' or 'l' or 'j' or 'I' or '.' or ',' or ':' or ';' or '\'' or '!' or '|' or '’' or '·' => 0.29,
        'f' or 't' or 'r' or '(' or ')' or '-' or '/' or '[' or ']' or '"' => 0.39,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' or '→' or '←' => 0.92,
        >= '0' and <= '9' => 0.64,
        >= 'a' and <= 'z' => 0.585,
        >= 'A' and <= 'Z' => 0.7,
        >= '\u064B' and <= '\u065F' => 0,
        >= '\u0600' and <= '\u08FF' => 0.5,
        >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' => 0,
        >= '\u2E80' and <= '\uFFEF' => 1,
        _ => char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark ? 0 : char.IsUpper(letter) ? 0.72 : 0.62,
    };
}
