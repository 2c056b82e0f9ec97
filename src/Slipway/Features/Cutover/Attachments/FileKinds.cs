using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Attachments;

/// <summary>What may be attached: evidence that people make with a phone and an office, and nothing that a browser would run.</summary>
/// <remarks>A name's ending says what a file is meant to be, its content must be that: a page of HTML called photo.png is refused.</remarks>
public static class FileKinds
{
    public const int LargestMegabytes = 10;

    /// <summary>Bytes of one file.</summary>
    public const int Largest = LargestMegabytes << 20;

    /// <summary>Bytes of a whole upload: a file at the limit and the fields around it, and a little more, so that a larger file is told by its name.</summary>
    public const int LargestRequest = Largest + (2 << 20);

    private const string Office = "application/vnd.openxmlformats-officedocument.";

    private static readonly FrozenDictionary<string, FileKind> ByEnding = new Dictionary<string, FileKind>
    {
        [".png"] = new("image/png", content => content is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..]),
        [".jpg"] = new("image/jpeg", content => content is [0xFF, 0xD8, 0xFF, ..]),
        [".jpeg"] = new("image/jpeg", content => content is [0xFF, 0xD8, 0xFF, ..]),
        [".webp"] = new("image/webp", content => content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..12].SequenceEqual("WEBP"u8)),
        [".heic"] = new("image/heic", content => content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8)),
        [".pdf"] = new("application/pdf", content => content.StartsWith("%PDF-"u8)),
        [".txt"] = new("text/plain; charset=utf-8", IsText),
        [".log"] = new("text/plain; charset=utf-8", IsText),
        [".md"] = new("text/plain; charset=utf-8", IsText),
        [".csv"] = new("text/csv; charset=utf-8", IsText),
        [".json"] = new("text/plain; charset=utf-8", IsText),
        [".xlsx"] = new(Office + "spreadsheetml.sheet", content => IsPackage(content, "xl/")),
        [".docx"] = new(Office + "wordprocessingml.document", content => IsPackage(content, "word/")),
        [".pptx"] = new(Office + "presentationml.presentation", content => IsPackage(content, "ppt/")),
        [".ods"] = new("application/vnd.oasis.opendocument.spreadsheet", content => IsPackage(content, "content.xml")),
        [".odt"] = new("application/vnd.oasis.opendocument.text", content => IsPackage(content, "content.xml")),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The endings as a browser's file dialog takes them.</summary>
    public static string Accepted { get; } = string.Join(',', ByEnding.Keys.Order(StringComparer.Ordinal));

    /// <summary>The endings as people read them.</summary>
    public static string Named { get; } = string.Join(", ", ByEnding.Keys.Order(StringComparer.Ordinal).Select(ending => ending[1..]));

    /// <summary>As what a file is served, or why it is refused.</summary>
    public static (string? ContentType, Refusal? Refused) Of(string name, byte[] content)
    {
        if (content.Length == 0)
            return (null, Refusal.Input("file-empty", name));
        if (content.Length > Largest)
            return (null, Refusal.Input("file-too-large", name, $"{LargestMegabytes}"));
        if (!ByEnding.TryGetValue(Path.GetExtension(name), out var kind))
            return (null, Refusal.Input("wrong-kind-of-file", name, Named));
        return kind.Fits(content) ? (kind.ContentType, null) : (null, Refusal.Input("file-is-something-else", name, Path.GetExtension(name)[1..]));
    }

    /// <summary>The name under which a file of a kind is kept and given out: with an ending of that kind, whatever it was called.</summary>
    public static string NameOf(string given, string contentType, string otherwise = "")
    {
        var name = PlainName(given);
        if (name.Length == 0)
            name = PlainName(otherwise);
        return ByEnding.TryGetValue(Path.GetExtension(name), out var kind) && kind.ContentType == contentType ? name : name + EndingOf(contentType, otherwise);
    }

    private static string EndingOf(string contentType, string name) =>
        ByEnding.TryGetValue(Path.GetExtension(name), out var kind) && kind.ContentType == contentType
            ? Path.GetExtension(name)
            : ByEnding.Where(pair => pair.Value.ContentType == contentType).Select(pair => pair.Key).Order(StringComparer.Ordinal).LastOrDefault(".bin");

    /// <summary>A file's name without what could mislead a reader or a file system: folders, control and direction characters.</summary>
    public static string PlainName(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var plain = new string([.. last.Where(character => !char.IsControl(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format)]).Trim().TrimStart('.');
        var ending = Path.GetExtension(plain);
        const int longest = 120;
        return plain.Length <= longest ? plain : plain[..(longest - Math.Min(ending.Length, 10))] + ending[..Math.Min(ending.Length, 10)];
    }

    private static bool IsText(ReadOnlySpan<byte> content) =>
        Utf8.IsValid(content) && content.IndexOfAnyInRange((byte)0x00, (byte)0x08) < 0 && content.IndexOfAnyInRange((byte)0x0E, (byte)0x1A) < 0;

    /// <summary>Reads the directory of the zip and unpacks nothing.</summary>
    private static bool IsPackage(ReadOnlySpan<byte> content, string holds)
    {
        if (!content.StartsWith("PK\u0003\u0004"u8))
            return false;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray()), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            return zip.Entries.Any(entry => entry.FullName.StartsWith(holds, StringComparison.Ordinal))
                && !zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private sealed record FileKind(string ContentType, Test Fits);

    private delegate bool Test(ReadOnlySpan<byte> content);
}
