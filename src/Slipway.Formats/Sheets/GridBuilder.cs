namespace Slipway.Formats.Sheets;

/// <summary>Collects the rows of one sheet after the other and holds them to the limits.</summary>
internal sealed class GridBuilder(SheetLimits limits)
{
    private readonly List<(int, Cell)> cells = [];
    private List<GridRow> rows = [];
    private int totalRows;
    private int totalCells;
    private long totalCharacters;
    private int row;

    public void StartRow(int number)
    {
        EndRow();
        if (number <= row)
            throw new Refused(SheetRules.Damaged, $"row {number} comes after row {row}");
        row = number;
    }

    public void Add(int column, Cell cell, bool textIsNew)
    {
        if (cell.IsEmpty || cell is { Kind: CellKind.Text, Text: "" or null })
            return;
        if (column > limits.Columns)
            return;
        if (cells.Count > 0 && cells[^1].Item1 >= column)
            throw new Refused(SheetRules.Damaged, $"cell {new CellPlace(row, column)} stands after {new CellPlace(row, cells[^1].Item1)}");
        if (++totalCells > limits.Cells)
            throw new Refused(SheetRules.TooManyCells, $"{limits.Cells:N0}");
        if (textIsNew)
            Count(cell.Text);
        cells.Add((column, cell));
    }

    public void Count(string? text)
    {
        if (text is null)
            return;
        if (text.Length > limits.CellCharacters)
            throw new Refused(SheetRules.CellTooLong, $"{limits.CellCharacters:N0}");
        if ((totalCharacters += text.Length) > limits.Characters)
            throw new Refused(SheetRules.TooMuchText, $"{limits.Characters:N0}");
    }

    public Grid Finish(string name, bool hidden, IReadOnlyList<CellRange> merges)
    {
        EndRow();
        var grid = new Grid(name, hidden, rows, merges);
        rows = [];
        row = 0;
        return grid;
    }

    private void EndRow()
    {
        if (cells.Count == 0)
            return;
        if (++totalRows > limits.Rows)
            throw new Refused(SheetRules.TooManyRows, $"{limits.Rows:N0}");
        rows.Add(new GridRow(row, [.. cells]));
        cells.Clear();
    }
}
