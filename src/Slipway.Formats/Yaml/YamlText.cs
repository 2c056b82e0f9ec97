using System.Text;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Yaml;

/// <summary>The bytes of a YAML file as text: UTF-8, with or without a byte order mark.</summary>
internal static class YamlText
{
    /// <summary>
    /// The largest file that is read, in bytes. A plan of 100,000 tasks with ten fields each has about 22 million
    /// and takes 430 MB of memory and four seconds of one core.
    /// </summary>
    public const int LargestFile = 40_000_000;

    /// <summary>Whether the text would be too large as a file; letters take up to three bytes.</summary>
    public static bool IsTooLarge(string text) =>
        text.Length > LargestFile || (text.Length > LargestFile / 3 && Encoding.UTF8.GetByteCount(text) > LargestFile);

    /// <summary>The text; null when the bytes are not UTF-8 or too many, which is then reported.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string file, ProblemList problems)
    {
        if (bytes.Length > LargestFile)
        {
            problems.Error("too-large", new SourceSpan(file, 1, 1), null, Megabytes(LargestFile));
            return null;
        }
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        var wide = bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]);
        try
        {
            return wide ? NotUtf8(bytes, 0) : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException bad)
        {
            return NotUtf8(bytes, Math.Clamp(bad.Index, 0, bytes.Length));
        }

        string? NotUtf8(ReadOnlySpan<byte> all, int index)
        {
            var before = all[..index];
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]).Length + 1;
            problems.Error("not-utf8", new SourceSpan(file, line, column), null, wide ? "UTF-16" : $"0x{all[index]:X2}");
            return null;
        }
    }

    /// <summary>The same text without control characters, each of which is reported and replaced by U+FFFD.</summary>
    public static string WithoutControlCharacters(string text, string file, ProblemList problems)
    {
        if (text.AsSpan().IndexOfAny(Bad) < 0 && !HasLoneSurrogate(text, 0, out _))
            return text;
        var clean = text.ToCharArray();
        var (line, lineStart) = (1, 0);
        for (var i = 0; i < clean.Length; i++)
        {
            if (clean[i] == '\n')
                (line, lineStart) = (line + 1, i + 1);
            var pair = char.IsHighSurrogate(clean[i]) && i + 1 < clean.Length && char.IsLowSurrogate(clean[i + 1]);
            if (pair)
            {
                i++;
            }
            else if (IsBad(clean[i]))
            {
                problems.Error("control-character", new SourceSpan(file, line, i - lineStart + 1, i, i + 1), null, $"U+{(int)clean[i]:X4}");
                clean[i] = '\uFFFD';
            }
        }
        return new string(clean);
    }

    /// <summary>Tells every character that turns the direction of what follows: with them a text says another thing than it shows.</summary>
    public static void TellDirectionMarks(string text, string file, ProblemList problems)
    {
        var (line, from) = (1, 0);
        for (int step; (step = text.AsSpan(from).IndexOfAny(Turning)) >= 0 && !problems.IsFull;)
        {
            var at = from + step;
            line += text.AsSpan(from, step).Count('\n');
            var lineStart = text.LastIndexOf('\n', at) + 1;
            problems.Warning("direction-mark", new SourceSpan(file, line, at - lineStart + 1, at, at + 1), null, $"U+{(int)text[at]:X4}");
            from = at + 1;
        }
    }

    /// <summary>Whether no text of a plan may hold it: C0 but tab and line breaks, DEL, C1, line separators, half a surrogate pair.</summary>
    public static bool IsBad(char character) => Bad.Contains(character) || char.IsSurrogate(character);

    /// <summary>The first character of a value that may not be there, for what a quoted text wrote with escapes.</summary>
    public static char? FirstBad(string value)
    {
        var at = value.AsSpan().IndexOfAny(Bad);
        return at >= 0 ? value[at] : HasLoneSurrogate(value, 0, out var lone) ? value[lone] : null;
    }

    public static string Megabytes(long bytes) => $"{bytes / 1_000_000}";

    private static bool HasLoneSurrogate(string text, int from, out int at)
    {
        for (at = from; (at = IndexOfSurrogate(text, at)) >= 0; at += 2)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]))
                return true;
        }
        return false;
    }

    private static int IndexOfSurrogate(string text, int from)
    {
        var index = from >= text.Length ? -1 : text.AsSpan(from).IndexOfAnyInRange('\uD800', '\uDFFF');
        return index < 0 ? -1 : from + index;
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Embeddings, overrides and isolates; the marks U+200E and U+200F turn nothing.</summary>
    private static readonly System.Buffers.SearchValues<char> Turning = System.Buffers.SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The first such character of a value, for what a quoted text wrote with escapes.</summary>
    public static char? FirstTurning(string value) => value.AsSpan().IndexOfAny(Turning) is >= 0 and var at ? value[at] : null;

    private static readonly System.Buffers.SearchValues<char> Bad = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Where(code => code is < 0x20 and not (0x09 or 0x0A or 0x0D) or >= 0x7F).Select(code => (char)code), '\u2028', '\u2029', '\uFFFE', '\uFFFF']);
}
