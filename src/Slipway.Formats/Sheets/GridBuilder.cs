namespace Slipway.Formats.Sheets;

/// <summary>Collects the rows of one sheet after the other and holds them to the limits.</summary>
internal sealed class GridBuilder(SheetLimits limits, CancellationToken cancellation)
{
    private readonly List<(int, Cell)> cells = [];
    private List<GridRow> rows = [];
    private int totalRows;
    private int totalCells;
    private long totalCharacters;
    private int row;

    /// <summary>Whether something stood behind the last column that is read.</summary>
    public bool HasMoreColumns { get; set; }

    public void StartRow(int number)
    {
        cancellation.ThrowIfCancellationRequested();
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
        {
            HasMoreColumns = true;
            return;
        }
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
        cancellation.ThrowIfCancellationRequested();
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

    /// <summary>What has to be said of a file that could be read.</summary>
    public IEnumerable<SheetProblem> Problems(string fileName)
    {
        if (HasMoreColumns)
            yield return new SheetProblem(SheetRules.ColumnsDropped, new SheetPlace(fileName, null, null), [$"{limits.Columns}"]);
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
