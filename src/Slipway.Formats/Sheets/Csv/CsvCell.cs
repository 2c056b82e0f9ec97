using System.Globalization;
using NodaTime.Text;

namespace Slipway.Formats.Sheets.Csv;

/// <summary>Gives a text value a kind, where it can only have one: what a number or date would be written back as.</summary>
internal static class CsvCell
{
    private static readonly string[] DatePatterns = ["uuuu-MM-dd HH:mm", "uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd"];
    private static readonly LocalDateTimePattern[] Dates = [.. DatePatterns.Select(LocalDateTimePattern.CreateWithInvariantCulture)];
    private static readonly HashSet<string> Errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

    public static Cell Of(string field)
    {
        if (field.Length is 0 or > 19 || !(char.IsAsciiDigit(field[0]) || field[0] is '-' or '#'))
            return Cell.OfText(field);
        if (Errors.Contains(field))
            return Cell.OfError(field);
        if (field.Length <= 15 && double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == field)
            return Cell.OfNumber(number);
        foreach (var pattern in Dates)
        {
            if (pattern.Parse(field) is { Success: true } date && SerialDay.FromLocal(date.Value) is { } serial)
                return new Cell(CellKind.Date, null, serial);
        }
        return Cell.OfText(field);
    }
}
