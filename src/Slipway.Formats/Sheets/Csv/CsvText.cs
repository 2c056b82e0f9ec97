using System.Text;

namespace Slipway.Formats.Sheets.Csv;

/// <summary>Finds out how a text file is encoded.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The text, and the name of the old code page that had to be guessed; null for Unicode.</summary>
    public static (string Text, string? Guessed) Decode(byte[] content)
    {
        if (content is [0xEF, 0xBB, 0xBF, ..])
            return Utf8(content.AsSpan(3));
        if (content is [0xFF, 0xFE, ..])
            return (Encoding.Unicode.GetString(content, 2, content.Length - 2), null);
        if (content is [0xFE, 0xFF, ..])
            return (Encoding.BigEndianUnicode.GetString(content, 2, content.Length - 2), null);
        if (Utf16WithoutMark(content) is { } utf16)
            return (utf16.GetString(content), null);
        return Utf8(content);
    }

    private static (string, string?) Utf8(ReadOnlySpan<byte> content)
    {
        if (content.Contains((byte)0))
            throw new Refused(SheetRules.NotASheet, "binary");
        try
        {
            return (StrictUtf8.GetString(content), null);
        }
        catch (DecoderFallbackException)
        {
            var (page, name) = LooksArabic(content) ? (1256, "Windows-1256 (Arabic)") : (1252, "Windows-1252 (Western European)");
            return (CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetString(content), name);
        }
    }

    /// <summary>Separators, digits and line ends have a zero byte beside them in UTF-16, all on the same side.</summary>
    private static UnicodeEncoding? Utf16WithoutMark(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(content.Length & ~1, 1024)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
                (even, odd) = (i & 1) == 0 ? (even + 1, odd) : (even, odd + 1);
        }
        return odd > head.Length / 20 && even == 0 ? new UnicodeEncoding(bigEndian: false, false)
            : even > head.Length / 20 && odd == 0 ? new UnicodeEncoding(bigEndian: true, false)
            : null;
    }

    /// <summary>In Arabic nearly every letter is over 127, so such bytes come in words; in Western languages they stand alone.</summary>
    private static bool LooksArabic(ReadOnlySpan<byte> content)
    {
        var (high, inWords) = (0, 0);
        for (var i = 1; i < content.Length; i++)
        {
            if (content[i] < 0xC0)
                continue;
            high++;
            if (content[i - 1] >= 0xC0)
                inWords++;
        }
        return high > 0 && inWords * 2 > high;
    }
}
