using System.IO.Compression;
using Slipway.Formats.Plans;
using Slipway.Formats.Yaml;

namespace Slipway.Formats.Zips;

/// <summary>The two files of a launch that a zip holds, as bytes for <see cref="PlanReader"/>; or why it is refused.</summary>
/// <param name="LaunchYaml">The bytes of launch.yaml; null when the zip was refused.</param>
/// <param name="CutoverYaml">The bytes of cutover.yaml; null when the zip was refused.</param>
/// <param name="Refusal">Why; null when both files are there.</param>
public sealed record LaunchZipReading(byte[]? LaunchYaml, byte[]? CutoverYaml, ZipRefusal? Refusal);

/// <summary>Why a zip, or what was sent instead of it, is refused.</summary>
/// <param name="Rule">One of <see cref="ZipRules"/>.</param>
/// <param name="Values">What its sentences are about: the entry, the limit.</param>
public sealed record ZipRefusal(InputRule Rule, IReadOnlyList<string> Values)
{
    /// <summary>What is wrong, in English.</summary>
    public string Message => Rule.Said(Values);

    /// <summary>What to do, in English.</summary>
    public string Remedy => InputRule.Filled(Rule.Remedy, Values);
}

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
                return Refused(ZipRules.TooLarge, $"{content.Length:N0}", $"{LargestZip:N0}");
            if (!content.AsSpan().StartsWith("PK"u8))
                return Refused(ZipRules.NotAZip);
            using var zip = GuardedZip.Open(content, Limits);
            return Read(zip);
        }
        catch (ZipRefused refused)
        {
            return Refused(
                refused.Fault switch
                {
                    ZipFault.Locked => ZipRules.Locked,
                    ZipFault.TooManyEntries => ZipRules.TooManyEntries,
                    ZipFault.TooLarge => ZipRules.UnpacksTooLarge,
                    _ => ZipRules.Damaged,
                },
                Printable(refused.Detail));
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
                return Refused(ZipRules.PathOutside, Printable(name));
            if (IsLink(entry))
                return Refused(ZipRules.Link, Printable(name));
            if (!names.Add(name))
                return Refused(ZipRules.DoubledEntry, Printable(name));
            var file = name[(name.LastIndexOf('/') + 1)..];
            // Some systems add a folder of shadows beside each file.
            if (file is PlanFolder.LaunchFile or PlanFolder.CutoverFile && !name.StartsWith("__MACOSX/", StringComparison.Ordinal))
                files.Add((name[..^file.Length], file, entry));
        }
        var folders = files.GroupBy(file => file.Folder).ToList();
        if (folders.Count > 1 && !folders.Exists(folder => folder.Key.Length == 0 && folder.Count() == 2))
            return Refused(ZipRules.SeveralLaunches, string.Join(", ", folders.Take(5).Select(folder => folder.Key.Length == 0 ? "/" : Printable(folder.Key))));
        var launch = folders.MinBy(folder => folder.Key.Length)?.ToList() ?? [];
        foreach (var needed in (string[])[PlanFolder.LaunchFile, PlanFolder.CutoverFile])
        {
            if (!launch.Exists(file => file.File == needed))
                return Refused(ZipRules.WithoutFile, needed);
        }
        if (launch[0].Folder.Count(letter => letter == '/') > 1)
            return Refused(ZipRules.TooDeep, Printable(launch[0].Folder));
        return new(Unpack(zip, launch, PlanFolder.LaunchFile), Unpack(zip, launch, PlanFolder.CutoverFile), null);
    }

    private static byte[] Unpack(GuardedZip zip, List<(string Folder, string File, ZipArchiveEntry Entry)> files, string file)
    {
        var entry = files.Find(found => found.File == file).Entry;
        // What it claims is refused before it is unpacked; a claim that is too small is found out while it is.
        if (entry.Length > YamlText.LargestFile)
            throw new ZipRefused(ZipFault.TooLarge, $"more than {YamlText.LargestFile:N0} bytes");
        using var stream = zip.Read(entry);
        var memory = new MemoryStream((int)entry.Length);
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static bool IsOutside(string name) =>
        name.StartsWith('/') || (name.Length > 1 && name[1] == ':') || name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Contains("..");

    /// <summary>On Unix the file's kind stands in the upper half of its attributes: regular, folder, or none at all.</summary>
    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) is not (0x8000 or 0x4000 or 0);

    private static string Printable(string name) =>
        string.Concat((name.Length > 100 ? name[..100] + "…" : name).Select(letter => char.IsControl(letter) ? '?' : letter));

    private static LaunchZipReading Refused(InputRule rule, params string[] values) => new(null, null, new ZipRefusal(rule, values));
}
