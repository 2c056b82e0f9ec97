using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Finds out whether 02/06 is the second of June or the sixth of February, from all dates of the workbook.</summary>
internal sealed partial class DayOrder(ImportContext context)
{
    private const int NearDays = 45;
    private static readonly SheetField[] Fields = [SheetField.Date, SheetField.Start, SheetField.Finish, SheetField.NotBefore, SheetField.NotAfter];

    /// <summary>
    /// True when one date has a second figure over 12 and none a first one. Where no date tells: day/month in sheets whose
    /// header is French, Portuguese, Spanish or Arabic; the reading that lies near T-0; else day/month, which is said.
    /// </summary>
    public bool IsMonthFirst(IReadOnlyList<SheetTask> tasks)
    {
        var (dayFirst, monthFirst) = (false, false);
        (SheetTask Task, CellPlace Place, string Text)? unclear = null;
        foreach (var task in tasks)
        {
            foreach (var (cell, place) in Fields.SelectMany(task.Cells))
            {
                if (cell.Kind != CellKind.Text || Figures().Match(cell.Shown) is not { Success: true } match)
                    continue;
                var (first, second) = (Figure(match.Groups[1]), Figure(match.Groups[2].Success ? match.Groups[2] : match.Groups[3]));
                dayFirst |= first > 12;
                monthFirst |= second > 12;
                if (first <= 12 && second <= 12 && first != second)
                    unclear ??= (task, place, cell.Shown.Trim());
            }
        }
        if (unclear is not { } date || dayFirst || monthFirst)
            return monthFirst && !dayFirst;
        if (HeaderRow.Read(date.Task.Grid, date.Task.Mapping.HeaderRow).Language is not ("en" or ""))
            return false;
        var (asDay, asMonth) = (IsNearT0(date.Task.Grid[date.Place.Row, date.Place.Column], false), IsNearT0(date.Task.Grid[date.Place.Row, date.Place.Column], true));
        if (asDay == asMonth)
            context.Findings.Add(SheetRules.DayOrder, date.Task.Grid, date.Place, date.Text);
        return asMonth && !asDay;
    }

    private bool IsNearT0(Cell cell, bool monthFirst) =>
        context.Options.T0 is { } t0 && new TimeCellReader(context.Workbook.Uses1904, monthFirst).Read(cell) is { Ok: true, Value.Date: { } date }
        && Math.Abs(NodaTime.Period.DaysBetween(t0.Local.Date, date)) <= NearDays;

    private static int Figure(Group group) => int.Parse(Digits.Fold(group.Value), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![-/.:0-9])(\d{1,2})(?:[-/](\d{1,2})(?:[-/]\d{2,4})?|\.(\d{1,2})\.\d{2,4})(?![:\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();
}
