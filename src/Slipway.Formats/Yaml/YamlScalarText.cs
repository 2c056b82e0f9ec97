using System.Globalization;
using System.Text;

namespace Slipway.Formats.Yaml;

/// <summary>Writes a text as a YAML scalar that reads back as the same text: plain where that is safe, else in double quotes.</summary>
internal static class YamlScalarText
{
    /// <summary>On one line, for inside or outside of brackets.</summary>
    public static string OneLine(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>
    /// The lines of a block scalar with this indentation, after the header <c>|</c>; null when the text cannot be
    /// written so: it has one line only, begins with a space, or ends in several line breaks.
    /// </summary>
    public static string? Block(string text, int indent)
    {
        var ends = text.EndsWith('\n');
        var body = ends ? text[..^1] : text;
        var lines = body.Split('\n');
        if (lines.Length + (ends ? 1 : 0) < 2 || lines[0].Length == 0 || lines[^1].Length == 0
            || lines.Any(line => line.Length > 0 && (char.IsWhiteSpace(line[0]) && line == lines[0] || string.IsNullOrWhiteSpace(line)))
            || text.AsSpan().IndexOfAny('\r', '\t', '\uFEFF') >= 0)
            return null;
        var margin = new string(' ', indent);
        return (ends ? "|\n" : "|-\n") + string.Join('\n', lines.Select(line => line.Length == 0 ? "" : margin + line));
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsLetterOrDigit(text[0]) || text[0] is '(' or '/') || char.IsWhiteSpace(text[^1]) || text[^1] == ':')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is ',' or '[' or ']' or '{' or '}' or '\uFEFF' || character != ' ' && (char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character))
                || (character == ':' && (text[i + 1] is ' ' or ',' or ']' or '}')) || (character == '#' && text[i - 1] == ' '))
                return false;
        }
        return true;
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when character is '\uFEFF' or '\u00A0' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' || char.IsControl(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => quoted.Append(character),
            };
        }
        return quoted.Append('"').ToString();
    }
}
