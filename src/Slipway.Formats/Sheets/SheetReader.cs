using System.Text;
using Slipway.Formats.Sheets.Csv;
using Slipway.Formats.Sheets.Xlsx;

namespace Slipway.Formats.Sheets;

/// <summary>What came of reading a file. No workbook: one of the problems is an error and says why.</summary>
public sealed record SheetReading(Workbook? Workbook, IReadOnlyList<SheetProblem> Problems);

/// <summary>Reads <c>.xlsx</c> and <c>.csv</c>, known by their content and not by their names. Never throws for what a file holds.</summary>
public static class SheetReader
{
    /// <param name="fileName">For messages.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="cancellation">When nobody waits for it any more.</param>
    public static SheetReading Read(string fileName, byte[] content, SheetLimits? limits = null, CancellationToken cancellation = default)
    {
        limits ??= SheetLimits.Default;
        var place = new SheetPlace(fileName, null, null);
        try
        {
            if (content.Length == 0)
                throw new Refused(SheetRules.Empty);
            if (content.Length > limits.FileBytes)
                throw new Refused(SheetRules.TooLarge, $"{content.Length:N0}", $"{limits.FileBytes:N0}");
            if (Unreadable(content) is { } rule)
                throw rule;
            var builder = new GridBuilder(limits, cancellation);
            return Starts(content, "PK\x03\x04"u8)
                ? new(XlsxReader.Read(fileName, content, builder, limits), [.. builder.Problems(fileName)])
                : CsvReader.Read(fileName, content, builder, limits);
        }
        catch (Refused refused)
        {
            return new(null, [new SheetProblem(refused.Rule, place, refused.Values)]);
        }
    }

    private static Refused? Unreadable(byte[] content)
    {
        if (Starts(content, [0xD0, 0xCF, 0x11, 0xE0]))
        {
            var head = content.AsSpan(0, Math.Min(content.Length, 1 << 20));
            return head.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                ? new Refused(SheetRules.Locked)
                : new Refused(SheetRules.NotASheet, ".xls");
        }
        if (Starts(content, "%PDF"u8))
            return new Refused(SheetRules.NotASheet, "PDF");
        if (Starts(content, [0x89, 0x50, 0x4E, 0x47]) || Starts(content, [0xFF, 0xD8, 0xFF]) || Starts(content, "GIF8"u8))
            return new Refused(SheetRules.NotASheet, "PNG / JPEG / GIF");
        if (Starts(content, "PK"u8) && !Starts(content, "PK\x03\x04"u8))
            return new Refused(SheetRules.NotASheet, "ZIP");
        var text = content.AsSpan(0, Math.Min(content.Length, 512)).TrimStart(" \t\r\n\uFEFF"u8);
        if (text.StartsWith("<"u8))
            return new Refused(SheetRules.NotASheet, "HTML / XML");
        if (text.StartsWith("{\\rtf"u8))
            return new Refused(SheetRules.NotASheet, "RTF");
        return null;
    }

    private static bool Starts(byte[] content, ReadOnlySpan<byte> signature) => content.AsSpan().StartsWith(signature);
}
