using System.IO.Compression;
using System.Text;
using System.Xml;
using Slipway.Formats.Zips;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>Reads a workbook as a stream: only the cells' values stay.</summary>
internal static class XlsxReader
{
    public static Workbook Read(string fileName, byte[] content, GridBuilder builder, SheetLimits limits)
    {
        try
        {
            using var zip = GuardedZip.Open(content, new ZipLimits(limits.Entries, limits.UnpackedBytes, limits.Ratio));
            return Read(fileName, new Parts(zip), builder, limits);
        }
        catch (ZipRefused refused)
        {
            throw new Refused(
                refused.Fault switch
                {
                    ZipFault.Locked => SheetRules.Locked,
                    ZipFault.TooManyEntries => SheetRules.TooManyEntries,
                    ZipFault.TooLarge => SheetRules.Bomb,
                    _ => SheetRules.Damaged,
                },
                [refused.Detail]);
        }
        catch (XmlException problem)
        {
            throw new Refused(SheetRules.Damaged, $"its XML breaks off or is wrong (line {problem.LineNumber})");
        }
        catch (DecoderFallbackException)
        {
            throw new Refused(SheetRules.Damaged, "its XML is not UTF-8");
        }
    }

    private static Workbook Read(string fileName, Parts parts, GridBuilder builder, SheetLimits limits)
    {
        var main = parts.Main();
        var (sheets, uses1904) = ReadSheetNames(parts, main, limits);
        var formats = parts.OpenRelated(main, "styles") is { } styles ? NumberFormats.Read(styles) : [];
        var strings = parts.OpenRelated(main, "sharedStrings") is { } shared ? SharedStrings.Read(shared, builder, limits) : [];
        var reader = new SheetXml(builder, strings, formats, uses1904, limits);
        var grids = new List<Grid>();
        foreach (var (name, hidden, part) in sheets)
            grids.Add(reader.Read(name, hidden, parts.Open(part) ?? throw new Refused(SheetRules.Damaged, $"the sheet {name} is missing")));
        return new Workbook(fileName, grids, uses1904);
    }

    private static (List<(string Name, bool Hidden, string Part)> Sheets, bool Uses1904) ReadSheetNames(Parts parts, string main, SheetLimits limits)
    {
        var sheets = new List<(string, bool, string)>();
        var uses1904 = false;
        var related = parts.Related(main);
        using var xml = GuardedXml.Open(parts.Open(main) ?? throw new Refused(SheetRules.NotASheet, "ZIP"));
        while (xml.Next())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "workbookPr")
                uses1904 = xml.Attribute("date1904") is "1" or "true";
            if (xml.LocalName != "sheet")
                continue;
            var name = XText.Unescape(xml.Attribute("name") ?? "");
            var id = xml.Attribute("id") ?? "";
            // Charts and dialogs are listed among the sheets and are none.
            if (related.TryGetValue(id, out var part) && part.Type == "worksheet")
                sheets.Add((name, xml.Attribute("state") is "hidden" or "veryHidden", part.Target));
            if (sheets.Count > limits.Sheets)
                throw new Refused(SheetRules.TooManySheets, $"{limits.Sheets}");
        }
        if (sheets.Count == 0)
            throw new Refused(SheetRules.Damaged, "it has no sheet");
        return (sheets, uses1904);
    }
}
