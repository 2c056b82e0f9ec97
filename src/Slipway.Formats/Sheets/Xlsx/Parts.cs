using System.IO.Compression;
using System.Xml;
using Slipway.Formats.Zips;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>The parts of a workbook by name, and what is related to what.</summary>
internal sealed class Parts
{
    private const int MaxRelations = 10_000;

    private readonly GuardedZip zip;
    private readonly Dictionary<string, ZipArchiveEntry> byName = new(StringComparer.OrdinalIgnoreCase);

    public Parts(GuardedZip zip)
    {
        this.zip = zip;
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName.Replace('\\', '/').TrimStart('/');
            if (!name.EndsWith('/') && !byName.TryAdd(name, entry))
                throw new Refused(SheetRules.DoubledEntry, name);
        }
    }

    /// <summary>The name of the workbook's main part.</summary>
    public string Main()
    {
        if (byName.TryGetValue("mimetype", out _))
            throw new Refused(SheetRules.NotASheet, "OpenDocument");
        if (byName.ContainsKey("xl/workbook.bin"))
            throw new Refused(SheetRules.NotASheet, ".xlsb");
        return Related("").Values.FirstOrDefault(part => part.Type == "officeDocument").Target ?? "xl/workbook.xml";
    }

    public Stream? Open(string name) => byName.TryGetValue(name, out var entry) ? zip.Read(entry) : null;

    public Stream? OpenRelated(string part, string type) =>
        Related(part).Values.FirstOrDefault(related => related.Type == type).Target is { } target ? Open(target) : null;

    /// <summary>What a part refers to, by relation id: the last word of the type, and the name of the other part.</summary>
    public Dictionary<string, (string Type, string Target)> Related(string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var related = new Dictionary<string, (string, string)>();
        if (Open($"{folder}_rels/{part[folder.Length..]}.rels") is not { } stream)
            return related;
        using var xml = GuardedXml.Open(stream);
        while (xml.Next())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.Attribute("TargetMode") == "External")
                continue;
            var type = xml.Attribute("Type") ?? "";
            var target = xml.Attribute("Target") ?? "";
            related[xml.Attribute("Id") ?? ""] = (type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target));
            if (related.Count > MaxRelations)
                throw new Refused(SheetRules.Damaged, "its parts have too many relations");
        }
        return related;
    }

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
            return target.TrimStart('/');
        var steps = new List<string>();
        foreach (var step in (folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(step);
        }
        return string.Join('/', steps);
    }
}
