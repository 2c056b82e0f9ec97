using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Slipway.Planning.Automation;

/// <summary>
/// The place of one value in JSON: a singular query of RFC 9535, such as <c>$.items[0]['state']</c>. Queries that find
/// several values have no place in an expectation, which compares one.
/// </summary>
public sealed class JsonPath
{
    /// <summary>Names are strings, places in lists are numbers.</summary>
    private readonly IReadOnlyList<object> steps;

    private JsonPath(IReadOnlyList<object> steps) => this.steps = steps;

    /// <summary>Null where a text is no such query.</summary>
    public static JsonPath? Parse(string text)
    {
        if (!text.StartsWith('$'))
            return null;
        var steps = new List<object>();
        for (var at = 1; at < text.Length;)
        {
            if ((text[at] == '.' ? Name(text, ref at) : text[at] == '[' ? InBrackets(text, ref at) : null) is not { } step)
                return null;
            steps.Add(step);
        }
        return new JsonPath(steps);
    }

    /// <summary>The value as a text: a string without its quotes, everything else as JSON writes it. Null where nothing stands there.</summary>
    public string? Find(JsonElement root)
    {
        var at = root;
        foreach (var step in steps)
        {
            if (step is string name)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                    return null;
            }
            else
            {
                if (at.ValueKind != JsonValueKind.Array)
                    return null;
                var index = (int)step < 0 ? at.GetArrayLength() + (int)step : (int)step;
                if (index < 0 || index >= at.GetArrayLength())
                    return null;
                at = at[index];
            }
        }
        return at.ValueKind == JsonValueKind.String ? at.GetString() : at.GetRawText();
    }

    /// <summary><c>.name</c></summary>
    private static string? Name(string text, ref int at)
    {
        var start = ++at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || text[at] >= '\u0080'))
            at++;
        return at == start || char.IsAsciiDigit(text[start]) ? null : text[start..at];
    }

    /// <summary><c>[0]</c>, <c>[-1]</c>, <c>['name']</c>, <c>["name"]</c></summary>
    private static object? InBrackets(string text, ref int at)
    {
        Blank(text, ref at, from: at + 1);
        if (at >= text.Length)
            return null;
        object? step = text[at] is '\'' or '"' ? Quoted(text, ref at) : Index(text, ref at);
        Blank(text, ref at, from: at);
        return at < text.Length && text[at++] == ']' ? step : null;
    }

    private static int? Index(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '-' && at == start)))
            at++;
        var written = text.AsSpan(start, at - start);
        return int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && written.SequenceEqual(index.ToString(CultureInfo.InvariantCulture)) ? index : null;
    }

    private static string? Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var name = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] != '\\')
                name.Append(text[at++]);
            else if (Escaped(text, ref at) is { } letter)
                name.Append(letter);
            else
                return null;
        }
        return at++ < text.Length ? name.ToString() : null;
    }

    private static char? Escaped(string text, ref int at)
    {
        at += 2;
        if (at > text.Length)
            return null;
        switch (text[at - 1])
        {
            case '\\' or '/' or '\'' or '"':
                return text[at - 1];
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when at + 4 <= text.Length && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default:
                return null;
        }
    }

    private static void Blank(string text, ref int at, int from)
    {
        for (at = from; at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r'; at++)
        {
            // RFC 9535 allows blanks inside of brackets.
        }
    }
}
