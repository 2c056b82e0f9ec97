using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Slipway.Formats.Sheets.Export;

/// <summary>How cells look. The numbers are places in the style sheet.</summary>
internal static class SheetStyles
{
    public const uint Plain = 1;
    public const uint Header = 2;
    public const uint Time = 3;
    public const uint TimeWithSeconds = 4;
    public const uint Computed = 5;

    /// <summary>Bold: milestones, checkpoints and gates.</summary>
    public const uint Strong = 6;

    /// <summary>A text that begins like a formula stays a text, also when somebody edits it.</summary>
    public const uint Quoted = 7;

    /// <summary>The differential style of a rule above the first row of each phase.</summary>
    public const uint PhaseRule = 0;

    private const uint Minutes = 170;
    private const uint Seconds = 171;

    public static Stylesheet Make() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = Minutes, FormatCode = "yyyy-mm-dd hh:mm" },
            new NumberingFormat { NumberFormatId = Seconds, FormatCode = "yyyy-mm-dd hh:mm:ss" }),
        new Fonts(Font(), Font(bold: true, color: "FFFFFFFF"), Font(italic: true, color: "FF5F686D"), Font(bold: true)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FF14181A" }) { PatternType = PatternValues.Solid }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFF1F1EB" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new CellFormats(
            new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0 },
            Format(),
            Format(font: 1, fill: 2),
            Format(number: Minutes),
            Format(number: Seconds),
            Format(number: Minutes, font: 2, fill: 3),
            Format(font: 3),
            Format(quoted: true)),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }),
        new DifferentialFormats(new DifferentialFormat(new Border(
            new TopBorder(new Color { Rgb = "FF7F878B" }) { Style = BorderStyleValues.Thin }))));

    private static Font Font(bool bold = false, bool italic = false, string color = "FF14181A")
    {
        var font = new Font();
        if (bold)
            font.Append(new Bold());
        if (italic)
            font.Append(new Italic());
        font.Append(new FontSize { Val = 11 }, new Color { Rgb = color }, new FontName { Val = "Calibri" });
        return font;
    }

    private static CellFormat Format(uint number = 0, uint font = 0, uint fill = 0, bool quoted = false) => new(
        new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top, Horizontal = number != 0 ? HorizontalAlignmentValues.Center : null })
    {
        NumberFormatId = number,
        FontId = font,
        FillId = fill,
        BorderId = 0,
        FormatId = 0,
        ApplyNumberFormat = number != 0,
        ApplyFont = font != 0,
        ApplyFill = fill != 0,
        ApplyAlignment = true,
        QuotePrefix = quoted ? true : (BooleanValue?)null,
    };
}
