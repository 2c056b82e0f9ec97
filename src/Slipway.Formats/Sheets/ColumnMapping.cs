namespace Slipway.Formats.Sheets;

/// <summary>What a sheet of a workbook is.</summary>
public enum SheetRole
{
    /// <summary>It is not read.</summary>
    Ignored,

    /// <summary>Forward tasks.</summary>
    Plan,

    /// <summary>Rollback tasks.</summary>
    Rollback,

    /// <summary>The criteria of the gates.</summary>
    Gates,
    People,

    /// <summary>The facts of the launch, as an export writes them.</summary>
    Launch,
}

/// <summary>How one sheet is read: proposed from its header, confirmed or changed by a person.</summary>
/// <param name="Sheet">The sheet's name; empty for a text file.</param>
/// <param name="Role">What it is.</param>
/// <param name="HeaderRow">The row of the column names; 0 where there is none. Tasks begin below it.</param>
/// <param name="Columns">What each column, counted from 1, is used for. Others are not read.</param>
public sealed record ColumnMapping(string Sheet, SheetRole Role, int HeaderRow, IReadOnlyDictionary<int, ColumnUse> Columns)
{
    /// <summary>The same with one column used otherwise.</summary>
    public ColumnMapping With(int column, ColumnUse use) => this with { Columns = new Dictionary<int, ColumnUse>(Columns) { [column] = use } };

    /// <summary>The columns of a field, from the first to the last.</summary>
    public IEnumerable<int> ColumnsOf(SheetField field) =>
        Columns.Where(column => column.Value.Field == field).Select(column => column.Key).Order();

    public bool Has(SheetField field) => Columns.Values.Any(use => use.Field == field);
}

/// <summary>How all sheets of a workbook are read; those that are not listed are not read.</summary>
public sealed record WorkbookMapping(IReadOnlyList<ColumnMapping> Sheets)
{
    /// <summary>The same with one sheet read otherwise.</summary>
    public WorkbookMapping With(ColumnMapping mapping) =>
        new([.. Sheets.Where(sheet => sheet.Sheet != mapping.Sheet), mapping]);

    /// <summary>Whether the workbook is an export of this program, in which ids are ids.</summary>
    public bool IsOurs => Sheets.Any(sheet => sheet.Role == SheetRole.Launch);
}
