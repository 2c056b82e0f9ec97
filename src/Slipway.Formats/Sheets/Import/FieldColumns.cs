namespace Slipway.Formats.Sheets.Import;

/// <summary>The columns of each field, found once for all rows of a sheet.</summary>
internal sealed class FieldColumns
{
    private readonly int[][] byField = new int[Enum.GetValues<SheetField>().Length][];

    public FieldColumns(ColumnMapping mapping)
    {
        Mapping = mapping;
        foreach (var field in Enum.GetValues<SheetField>())
            byField[(int)field] = [.. mapping.ColumnsOf(field)];
    }

    public ColumnMapping Mapping { get; }

    public int[] this[SheetField field] => byField[(int)field];
}
