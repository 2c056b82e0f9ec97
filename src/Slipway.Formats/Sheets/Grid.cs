namespace Slipway.Formats.Sheets;

/// <summary>One sheet: the cells that are not empty, row by row.</summary>
public sealed class Grid
{
    private readonly Dictionary<int, List<CellRange>> mergesByRow = [];

    /// <param name="name">The sheet's name; empty for a text file, which has one sheet without a name.</param>
    /// <param name="hidden">Whether the sheet is hidden in its program.</param>
    /// <param name="rows">Rows with at least one cell, in ascending order.</param>
    /// <param name="merges">Merged blocks.</param>
    public Grid(string name, bool hidden, IReadOnlyList<GridRow> rows, IReadOnlyList<CellRange> merges)
    {
        Name = name;
        Hidden = hidden;
        Rows = rows;
        Merges = merges;
        foreach (var merge in merges)
        {
            if (!mergesByRow.TryGetValue(merge.First.Row, out var starting))
                mergesByRow[merge.First.Row] = starting = [];
            starting.Add(merge);
        }
    }

    public string Name { get; }
    public bool Hidden { get; }
    public IReadOnlyList<GridRow> Rows { get; }
    public IReadOnlyList<CellRange> Merges { get; }

    /// <summary>The cell at a row and a column, counted from 1.</summary>
    public Cell this[int row, int column] => Row(row) is { } found ? found[column] : Cell.Empty;

    /// <summary>The row with this number; null where it has no cells.</summary>
    public GridRow? Row(int number)
    {
        var (low, high) = (0, Rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Rows[middle].Number == number)
                return Rows[middle];
            if (Rows[middle].Number < number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>The merged blocks whose first row is this one.</summary>
    public IReadOnlyList<CellRange> MergesFrom(int row) => mergesByRow.TryGetValue(row, out var found) ? found : [];
}

/// <summary>A row's cells that are not empty, by ascending column.</summary>
public sealed class GridRow(int number, (int Column, Cell Cell)[] cells)
{
    public int Number { get; } = number;

    public IReadOnlyList<(int Column, Cell Cell)> Cells => cells;

    public Cell this[int column]
    {
        get
        {
            foreach (var (at, cell) in cells)
            {
                if (at == column)
                    return cell;
                if (at > column)
                    break;
            }
            return Cell.Empty;
        }
    }
}

/// <summary>A spreadsheet file as read: its sheets in their order.</summary>
/// <param name="FileName">The file's name, for messages.</param>
/// <param name="Sheets">At least one.</param>
/// <param name="Uses1904">Whether its numbers without a date format count days from 1904.</param>
public sealed record Workbook(string FileName, IReadOnlyList<Grid> Sheets, bool Uses1904)
{
    /// <summary>The sheet with this name, whatever its case; null if there is none.</summary>
    public Grid? Sheet(string name) => Sheets.FirstOrDefault(sheet => string.Equals(sheet.Name, name, StringComparison.OrdinalIgnoreCase));
}
