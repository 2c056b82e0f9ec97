namespace Slipway.Formats.Sheets;

/// <summary>How much a spreadsheet may hold. Whatever is larger is refused before it takes memory.</summary>
public sealed record SheetLimits
{
    public static SheetLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public int FileBytes { get; init; } = 32 << 20;

    /// <summary>Files inside a workbook, which is a zip.</summary>
    public int Entries { get; init; } = 5_000;

    /// <summary>Bytes of a workbook when unpacked, of all that is read of it.</summary>
    public long UnpackedBytes { get; init; } = 400L << 20;

    /// <summary>How many times larger an entry may become when unpacked, once it is over 4 MiB.</summary>
    public int Ratio { get; init; } = 250;

    public int Sheets { get; init; } = 100;

    /// <summary>Rows that hold something, of all sheets.</summary>
    public int Rows { get; init; } = 250_000;

    /// <summary>The last column that is read; a plan is never wider than this.</summary>
    public int Columns { get; init; } = 256;

    /// <summary>Cells that hold something, of all sheets.</summary>
    public int Cells { get; init; } = 3_000_000;

    /// <summary>Characters of one cell: what the common program allows.</summary>
    public int CellCharacters { get; init; } = 32_767;

    /// <summary>Characters of all texts together.</summary>
    public int Characters { get; init; } = 32 << 20;

    public int Merges { get; init; } = 100_000;
}
