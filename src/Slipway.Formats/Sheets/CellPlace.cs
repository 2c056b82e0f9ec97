namespace Slipway.Formats.Sheets;

/// <summary>The place of a cell: row and column count from 1.</summary>
public readonly record struct CellPlace(int Row, int Column)
{
    /// <summary>As sheets write it: <c>C12</c>.</summary>
    public override string ToString() => $"{Letters(Column)}{Row}";

    /// <summary>A column as sheets write it: 1 is A, 27 is AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    /// <summary>The column that these letters name; 0 where they name none.</summary>
    public static int ColumnOf(ReadOnlySpan<char> letters)
    {
        var column = 0;
        foreach (var letter in letters)
        {
            var value = char.ToUpperInvariant(letter) - 'A' + 1;
            if (value is < 1 or > 26 || column > 16384)
                return 0;
            column = column * 26 + value;
        }
        return column <= 16384 ? column : 0;
    }

    /// <summary>Reads <c>C12</c> or <c>$C$12</c>; null for anything else.</summary>
    public static CellPlace? Parse(ReadOnlySpan<char> text)
    {
        text = text.TrimStart('$');
        var split = text.IndexOfAnyInRange('0', '9');
        if (split < 1)
            return null;
        var column = ColumnOf(text[..split].TrimEnd('$'));
        return column > 0 && int.TryParse(text[split..], System.Globalization.NumberStyles.None, null, out var row) && row is >= 1 and <= 1_048_576
            ? new CellPlace(row, column)
            : null;
    }
}

/// <summary>A block of cells that are merged into one; its value stands in the first.</summary>
public readonly record struct CellRange(CellPlace First, CellPlace Last)
{
    public bool Contains(int row, int column) =>
        row >= First.Row && row <= Last.Row && column >= First.Column && column <= Last.Column;
}
