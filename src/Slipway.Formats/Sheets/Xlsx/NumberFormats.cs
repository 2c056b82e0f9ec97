using System.Globalization;
using System.Xml;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>What a workbook's cell styles make of a number.</summary>
internal enum NumberMeaning : byte
{
    Number,
    Date,

    /// <summary>Hours and minutes; with a whole day before them it is a date after all.</summary>
    TimeOfDay,

    /// <summary><c>[h]:mm</c>: hours that may pass 24.</summary>
    Elapsed,
}

/// <summary>Reads <c>styles.xml</c>: the meaning of a number for each cell style.</summary>
internal static class NumberFormats
{
    private const int MaxStyles = 100_000;

    public static NumberMeaning[] Read(Stream part)
    {
        var custom = new Dictionary<string, NumberMeaning>();
        var styles = new List<NumberMeaning>();
        using var xml = GuardedXml.Open(part);
        var inCellStyles = false;
        while (xml.Next())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "cellXfs")
                inCellStyles = false;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "cellXfs")
                inCellStyles = !xml.IsEmptyElement;
            else if (xml.LocalName == "numFmt" && xml.Attribute("numFmtId") is { } id)
                custom[id] = MeaningOf(xml.Attribute("formatCode") ?? "");
            else if (xml.LocalName == "xf" && inCellStyles)
                styles.Add(Meaning(xml.Attribute("numFmtId") ?? "0", custom));
            if (styles.Count > MaxStyles || custom.Count > MaxStyles)
                throw new Refused(SheetRules.Damaged, "it has too many cell styles");
        }
        return [.. styles];
    }

    /// <summary>The meaning of a format code such as <c>dd/mm/yyyy hh:mm</c>, <c>[h]:mm</c>, <c>0.00</c>.</summary>
    public static NumberMeaning MeaningOf(string code)
    {
        var (date, time, elapsed, minutes) = (false, false, false, false);
        var first = code.Split(';')[0];
        for (var i = 0; i < first.Length; i++)
        {
            switch (char.ToLowerInvariant(first[i]))
            {
                case '"':
                    i = first.IndexOf('"', i + 1) is >= 0 and var end ? end : first.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var close = first.IndexOf(']', i) is >= 0 and var found ? found : first.Length - 1;
                    elapsed |= close > i && first[(i + 1)..close].ToLowerInvariant().All(letter => letter is 'h' or 'm' or 's') && close > i + 1;
                    i = close;
                    break;
                case 'd' or 'y':
                    date = true;
                    break;
                case 'g' when first.StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    return NumberMeaning.Number;
                case 'h' or 's':
                    time = true;
                    break;
                case 'm':
                    minutes = true;
                    break;
            }
        }
        return elapsed ? NumberMeaning.Elapsed
            : date || (minutes && !time) ? NumberMeaning.Date
            : time ? NumberMeaning.TimeOfDay
            : NumberMeaning.Number;
    }

    private static NumberMeaning Meaning(string id, Dictionary<string, NumberMeaning> custom) =>
        custom.TryGetValue(id, out var meaning) ? meaning
        : !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var builtIn) ? NumberMeaning.Number
        : builtIn switch
        {
            // ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are the dates of East Asian programs.
            >= 14 and <= 17 or 22 or >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 => NumberMeaning.Date,
            >= 18 and <= 21 or >= 32 and <= 35 or 45 or 47 or 55 or 56 => NumberMeaning.TimeOfDay,
            46 => NumberMeaning.Elapsed,
            _ => NumberMeaning.Number,
        };
}
