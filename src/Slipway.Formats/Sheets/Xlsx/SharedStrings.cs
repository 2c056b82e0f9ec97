using System.Text;
using System.Xml;
using Slipway.Formats.Sheets.Import;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>Reads <c>sharedStrings.xml</c>: the texts that cells name by number.</summary>
internal static class SharedStrings
{
    public static string[] Read(Stream part, GridBuilder builder, SheetLimits limits)
    {
        var strings = new List<string>();
        using var xml = GuardedXml.Open(part);
        while (xml.Next())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
                continue;
            var text = ReadText(xml, limits.CellCharacters);
            builder.Count(text);
            strings.Add(text);
            if (strings.Count > limits.Cells)
                throw new Refused(SheetRules.TooManyCells, $"{limits.Cells:N0}");
        }
        return [.. strings];
    }

    /// <summary>The text of an <c>si</c> or <c>is</c> element: its runs put together, without the pronunciation beside them.</summary>
    public static string ReadText(XmlReader xml, int limit)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = new StringBuilder();
        var (inText, phonetic) = (false, 0);
        while (xml.Next() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "rPh" && !xml.IsEmptyElement:
                    phonetic++;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "rPh":
                    phonetic--;
                    break;
                case XmlNodeType.Element when xml.LocalName == "t":
                    inText = !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "t":
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when inText && phonetic == 0:
                    text.Append(xml.Value);
                    break;
            }
            if (text.Length > limit * XText.Longest)
                throw new Refused(SheetRules.CellTooLong, $"{limit:N0}");
        }
        return CleanText.Of(XText.Unescape(text.ToString()), keepBreaks: true);
    }
}
