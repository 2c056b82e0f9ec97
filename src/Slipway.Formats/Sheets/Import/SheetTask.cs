using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>A row of a sheet that is a task, with what the rows above it say.</summary>
internal sealed class SheetTask(Grid grid, FieldColumns columns, GridRow row, IReadOnlyDictionary<int, Cell> inherited)
{
    public Grid Grid => grid;
    public ColumnMapping Mapping => columns.Mapping;
    public int Row => row.Number;
    public required bool IsRollback { get; init; }
    public Phase? HeadingPhase { get; init; }
    public string? HeadingWorkstream { get; init; }

    public string Id { get; set; } = "";
    public Phase? SaidPhase { get; set; }
    public LocalDateTime? StartsAt { get; set; }

    /// <summary>The start of the task before it, to which a time without its date is nearest.</summary>
    public LocalDateTime? Near { get; set; }

    public Instant? Start { get; set; }
    public Instant? Finish { get; set; }
    public PlanTime? StartTime { get; set; }
    public PlanTime? FinishTime { get; set; }
    public List<Link> Links { get; } = [];

    /// <summary>The first filled cell of a field, with its column; the merged block's where the cell belongs to one.</summary>
    public (Cell Cell, CellPlace Place) this[SheetField field]
    {
        get
        {
            foreach (var column in columns[field])
            {
                if (CellAt(column) is { IsEmpty: false } cell)
                    return (cell, new CellPlace(Row, column));
            }
            return (Cell.Empty, new CellPlace(Row, columns[field] is [var first, ..] ? first : 1));
        }
    }

    /// <summary>All filled cells of a field.</summary>
    public IReadOnlyList<(Cell Cell, CellPlace Place)> Cells(SheetField field)
    {
        if (columns[field].Length == 0)
            return [];
        var found = new List<(Cell, CellPlace)>();
        foreach (var column in columns[field])
        {
            if (CellAt(column) is { IsEmpty: false } cell)
                found.Add((cell, new CellPlace(Row, column)));
        }
        return found;
    }

    public string Text(SheetField field) => this[field].Cell is { Kind: not CellKind.Error } cell ? cell.Shown.Trim() : "";

    public CellPlace Place(SheetField field) => this[field].Place;

    private Cell CellAt(int column)
    {
        var cell = row[column];
        return cell.IsEmpty || string.IsNullOrWhiteSpace(cell.Shown) ? inherited.GetValueOrDefault(column) : cell;
    }
}
