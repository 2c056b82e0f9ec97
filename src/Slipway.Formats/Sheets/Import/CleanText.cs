using System.Text;
using Slipway.Formats.Yaml;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Takes out what a plan's file cannot hold: control characters and halves of characters.</summary>
internal static class CleanText
{
    /// <param name="text">The text of a cell.</param>
    /// <param name="keepBreaks">Whether line breaks stay as they are; otherwise each becomes one kind.</param>
    public static string Of(string text, bool keepBreaks = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        if (keepBreaks && YamlText.FirstBad(text) is null && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        text = text.Replace('\u2028', '\n').Replace('\u2029', '\n').Replace('\u0085', '\n');
        if (!keepBreaks)
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(text[i]).Append(text[++i]);
            else if (!char.IsSurrogate(text[i]) && (!char.IsControl(text[i]) || text[i] is '\n' or '\t' or '\r') && text[i] is not ('\uFFFE' or '\uFFFF'))
                clean.Append(text[i]);
        }
        return clean.ToString();
    }
}
