using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime.Text;
using Slipway.Formats.Sheets.Import;

namespace Slipway.Formats.Sheets.Xlsx;

/// <summary>Reads one sheet's XML after the other into grids.</summary>
internal sealed class SheetXml(GridBuilder builder, string[] strings, NumberMeaning[] formats, bool uses1904, SheetLimits limits)
{
    public Grid Read(string name, bool hidden, Stream part)
    {
        var merges = new List<CellRange>();
        var (row, column) = (0, 0);
        using (part)
        using (var xml = GuardedXml.Open(part))
        {
            while (xml.Next())
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                switch (xml.LocalName)
                {
                    case "row":
                        row = RowNumber(xml) ?? row + 1;
                        column = 0;
                        builder.StartRow(row);
                        break;
                    case "c":
                        column = Column(xml, row) ?? column + 1;
                        ReadCell(xml, column);
                        break;
                    case "mergeCell" when merges.Count < limits.Merges && Range(xml.Attribute("ref") ?? "") is { } range:
                        merges.Add(range);
                        break;
                }
            }
        }
        return builder.Finish(name, hidden, merges);
    }

    private void ReadCell(XmlReader xml, int column)
    {
        var type = xml.Attribute("t") ?? "n";
        var style = int.TryParse(xml.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        StringBuilder? value = null;
        var (formula, inValue) = (false, false);
        while (xml.Next() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "is":
                    value = new StringBuilder(SharedStrings.ReadText(xml, limits.CellCharacters));
                    break;
                case XmlNodeType.Element:
                    formula |= xml.LocalName == "f";
                    inValue = xml.LocalName == "v" && !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement:
                    inValue = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when inValue:
                    value = (value ?? new StringBuilder()).Append(xml.Value);
                    break;
            }
            if (value?.Length > limits.CellCharacters * XText.Longest)
                throw new Refused(SheetRules.CellTooLong, $"{limits.CellCharacters:N0}");
        }
        if (value is not null)
            builder.Add(column, CellOf(type, value.ToString(), style), textIsNew: type != "s");
        else if (formula && type != "str")
            builder.Add(column, Cell.OfError(Cell.FormulaWithoutResult), textIsNew: false);
    }

    private Cell CellOf(string type, string value, int style) => type switch
    {
        "s" => int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < strings.Length
            ? Cell.OfText(strings[index])
            : throw new Refused(SheetRules.Damaged, $"a cell names the text {value}, which the file does not hold"),
        "inlineStr" => Cell.OfText(value),
        "str" => Cell.OfText(CleanText.Of(XText.Unescape(value), keepBreaks: true)),
        "b" => new Cell(CellKind.Truth, null, value.Trim() is "1" or "true" ? 1 : 0),
        "e" => Cell.OfError(value.Trim()),
        "d" => IsoDate(value.Trim()),
        _ => NumberCell(value.Trim(), style),
    };

    private Cell NumberCell(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return Cell.OfError(value);
        var meaning = style < formats.Length ? formats[style] : NumberMeaning.Number;
        return meaning switch
        {
            NumberMeaning.Date when number >= 1 || uses1904 => new Cell(CellKind.Date, null, Moved(number)),
            NumberMeaning.Date or NumberMeaning.TimeOfDay when number is >= 0 and < 1 => new Cell(CellKind.Time, null, number),
            NumberMeaning.TimeOfDay when number >= 1 => new Cell(CellKind.Date, null, Moved(number)),
            NumberMeaning.Elapsed when number is >= 0 and < 100_000 => new Cell(CellKind.Time, null, number),
            _ => Cell.OfNumber(number),
        };
    }

    private double Moved(double number) => uses1904 ? number + SerialDay.Behind1904 : number;

    private static Cell IsoDate(string value) =>
        LocalDateTimePattern.ExtendedIso.Parse(value.TrimEnd('Z')) is { Success: true } at && SerialDay.FromLocal(at.Value) is { } serial ? new Cell(CellKind.Date, null, serial)
        : LocalDatePattern.Iso.Parse(value) is { Success: true } on && SerialDay.FromLocal(on.Value.AtMidnight()) is { } day ? new Cell(CellKind.Date, null, day)
        : Cell.OfText(value);

    private static int? RowNumber(XmlReader xml) =>
        xml.Attribute("r") is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= 1_048_576 ? row
        : throw new Refused(SheetRules.Damaged, "a row has no number");

    private static int? Column(XmlReader xml, int row) =>
        xml.Attribute("r") is not { } text ? null
        : CellPlace.Parse(text) is { } place && place.Row == row ? place.Column
        : throw new Refused(SheetRules.Damaged, $"a cell of row {row} has the wrong place");

    private static CellRange? Range(string text) =>
        text.Split(':') is [var first, var last] && CellPlace.Parse(first) is { } from && CellPlace.Parse(last) is { } to && to.Row >= from.Row && to.Column >= from.Column
            ? new CellRange(from, to)
            : null;
}
