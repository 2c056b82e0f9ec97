using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>
/// The escape of workbook texts (ST_Xstring, ECMA-376 part 1, 22.9.2.19): <c>_x000D_</c> stands for a character
/// that XML cannot carry or would change.
/// </summary>
internal static partial class XText
{
    /// <summary>So many characters stand for one at most.</summary>
    public const int Longest = 7;

    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n']), '_', '\uFFFE', '\uFFFF']);

    public static string Unescape(string text) =>
        !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escaped().Replace(text, match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special) && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '_' && Escaped().IsMatch(text.AsSpan(i, Math.Min(7, text.Length - i))))
                safe.Append("_x005F_");
            else if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                safe.Append(letter).Append(text[++i]);
            else if (letter is < ' ' and not '\t' and not '\n' or '\uFFFE' or '\uFFFF' || char.IsSurrogate(letter))
                safe.Append(CultureInfo.InvariantCulture, $"_x{(int)letter:X4}_");
            else
                safe.Append(letter);
        }
        return safe.ToString();
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}
