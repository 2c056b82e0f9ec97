using NodaTime;
using Slipway.Formats.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>What all steps of one import share.</summary>
internal sealed record ImportContext(Workbook Workbook, WorkbookMapping Mapping, ImportOptions Options, Findings Findings, PeopleBook People)
{
    /// <summary>Whether it is an export of this program: then words are ids, and texts are kept to the last space.</summary>
    public bool IsOurs => Mapping.IsOurs;

    public CancellationToken Cancellation { get; init; }

    public DateTimeZone Zone { get; set; } = DateTimeZone.Utc;

    public TeamBook Teams { get; } = new();

    public TimeCellReader Times { get; set; } = new(Workbook.Uses1904, monthFirst: false);

    /// <summary>The value of a cell, or a problem in its place.</summary>
    public T? Read<T>(SheetTask task, SheetField field, InputRule rule, string example, Func<Cell, Parsed<T>> read) where T : struct
    {
        if (Filled(task, field) is not { } found)
            return null;
        var value = read(found.Cell);
        if (value.Ok)
            return value.Value;
        Findings.Add(rule, task.Grid, found.Place, found.Cell.Shown.Trim(), value.Correction ?? example);
        return null;
    }

    /// <summary>The text of a cell; null where it is empty or an error, which is told.</summary>
    public string? Text(SheetTask task, SheetField field) =>
        Filled(task, field) is { } found && Clean(found.Cell.Shown) is var text ? (IsOurs ? text : text.Trim()) : null;

    /// <summary>The text without what a plan's file cannot hold, and with one kind of line break; an export's keeps its own.</summary>
    public string Clean(string text) => CleanText.Of(text, keepBreaks: IsOurs);

    /// <summary>What people write into a cell to say that nothing belongs there.</summary>
    public static bool IsDash(string text) => text is "-" or "–" or "—" or "--";

    /// <summary>The first cell of a field that holds something; null where none does or it holds an error, which is told.</summary>
    public (Cell Cell, CellPlace Place)? Filled(SheetTask task, SheetField field)
    {
        var found = task[field];
        if (found.Cell.IsEmpty || found.Cell.Shown.Trim() is var text && (text.Length == 0 || !IsOurs && IsDash(text)))
            return null;
        if (found.Cell.Kind != CellKind.Error)
            return found;
        Findings.Add(SheetRules.ErrorCell, task.Grid, found.Place, found.Cell.Shown);
        return null;
    }
}
