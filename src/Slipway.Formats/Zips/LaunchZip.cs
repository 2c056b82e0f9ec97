using System.IO.Compression;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Zips;

/// <summary>The two files of a launch that a zip holds, as bytes for <see cref="PlanReader"/>; or why it is refused.</summary>
/// <param name="LaunchYaml">The bytes of launch.yaml; null when the zip was refused.</param>
/// <param name="CutoverYaml">The bytes of cutover.yaml; null when the zip was refused.</param>
/// <param name="Refusal">Why; null when both files are there.</param>
public sealed record LaunchZipReading(byte[]? LaunchYaml, byte[]? CutoverYaml, ZipRefusal? Refusal);

/// <summary>Why a zip is refused.</summary>
/// <param name="Rule">A stable name: <c>zip-damaged</c>, <c>zip-path-outside</c> …</param>
/// <param name="Message">What is wrong, in English.</param>
/// <param name="Remedy">What to do, in English.</param>
/// <param name="Values">What the sentences are about: the entry, the limit.</param>
public sealed record ZipRefusal(string Rule, string Message, string Remedy, IReadOnlyList<string> Values);

/// <summary>
/// Reads a zip with <c>launch.yaml</c> and <c>cutover.yaml</c>, both at its root or both in one folder. Nothing is
/// written to a disk, and nothing else is unpacked.
/// </summary>
public static class LaunchZip
{
    /// <summary>Bytes of the zip itself.</summary>
    public const int LargestZip = 10 << 20;

    /// <summary>Bytes of both files when unpacked.</summary>
    public const int LargestUnpacked = 80 << 20;

    /// <summary>Entries: a launch folder holds its two files and perhaps what belongs to them.</summary>
    public const int MostEntries = 1_000;

    private const int Ratio = 250;
    private static readonly ZipLimits Limits = new(MostEntries, LargestUnpacked, Ratio);

    public static LaunchZipReading Read(byte[] content)
    {
        try
        {
            if (content.Length > LargestZip)
                return Refused("zip-too-large", $"the zip has {content.Length:N0} bytes; {LargestZip:N0} are the limit", "send the two files alone");
            if (!content.AsSpan().StartsWith("PK"u8))
                return Refused("zip-not-a-zip", "this is not a zip", "send a zip with launch.yaml and cutover.yaml in it");
            using var zip = GuardedZip.Open(content, Limits);
            return Read(zip);
        }
        catch (ZipRefused refused)
        {
            return refused.Fault switch
            {
                ZipFault.Locked => Refused("zip-locked", $"{refused.Detail} is protected by a password", "send it without a password", refused.Detail),
                ZipFault.TooManyEntries => Refused("zip-too-many-entries", $"the zip has more than {refused.Detail} entries", "send the two files alone", refused.Detail),
                ZipFault.TooLarge => Refused("zip-unpacks-too-large", $"the zip unpacks to more than {refused.Detail}", "send the two files alone", refused.Detail),
                _ => Refused("zip-damaged", $"the zip is damaged or incomplete: {refused.Detail}", "make it again and send that", refused.Detail),
            };
        }
    }

    private static LaunchZipReading Read(GuardedZip zip)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var files = new List<(string Folder, string File, ZipArchiveEntry Entry)>();
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName.Replace('\\', '/');
            if (IsOutside(name))
                return Refused("zip-path-outside", $"\"{Printable(name)}\" points outside of the zip", "make the zip of the launch's folder, without .. and absolute paths", Printable(name));
            if (IsLink(entry))
                return Refused("zip-link", $"\"{Printable(name)}\" is a link", "put the file itself into the zip", Printable(name));
            if (!names.Add(name))
                return Refused("zip-doubled-entry", $"the zip holds \"{Printable(name)}\" twice", "make it again with each file once", Printable(name));
            var file = name[(name.LastIndexOf('/') + 1)..];
            // Some systems add a folder of shadows beside each file.
            if (file is PlanFolder.LaunchFile or PlanFolder.CutoverFile && !name.StartsWith("__MACOSX/", StringComparison.Ordinal))
                files.Add((name[..^file.Length], file, entry));
        }
        var folders = files.GroupBy(file => file.Folder).ToList();
        if (folders.Count > 1 && !folders.Exists(folder => folder.Key.Length == 0 && folder.Count() == 2))
            return Refused("zip-several-launches", $"the zip holds launches in several folders: {string.Join(", ", folders.Take(5).Select(folder => $"\"{Printable(folder.Key)}\""))}", "send a zip for each launch", [.. folders.Take(5).Select(folder => Printable(folder.Key))]);
        var launch = folders.MinBy(folder => folder.Key.Length)?.ToList() ?? [];
        foreach (var needed in (string[])[PlanFolder.LaunchFile, PlanFolder.CutoverFile])
        {
            if (!launch.Exists(file => file.File == needed))
                return Refused("zip-without-file", $"the zip holds no {needed}", $"put {PlanFolder.LaunchFile} and {PlanFolder.CutoverFile} at its root, or both into one folder", needed);
        }
        if (launch[0].Folder.Count(letter => letter == '/') > 1)
            return Refused("zip-too-deep", $"the launch lies in \"{Printable(launch[0].Folder)}\"", "put both files at the zip's root, or into one folder", Printable(launch[0].Folder));
        return new(Unpack(zip, launch, PlanFolder.LaunchFile), Unpack(zip, launch, PlanFolder.CutoverFile), null);
    }

    private static byte[] Unpack(GuardedZip zip, List<(string Folder, string File, ZipArchiveEntry Entry)> files, string file)
    {
        using var stream = zip.Read(files.Find(found => found.File == file).Entry);
        var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static bool IsOutside(string name) =>
        name.StartsWith('/') || (name.Length > 1 && name[1] == ':') || name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Contains("..");

    /// <summary>On Unix the file's kind stands in the upper half of its attributes: regular, folder, or none at all.</summary>
    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) is not (0x8000 or 0x4000 or 0);

    private static string Printable(string name) =>
        string.Concat((name.Length > 100 ? name[..100] + "…" : name).Select(letter => char.IsControl(letter) ? '?' : letter));

    private static LaunchZipReading Refused(string rule, string message, string remedy, params string[] values) =>
        new(null, null, new ZipRefusal(rule, message, remedy, values));
}
