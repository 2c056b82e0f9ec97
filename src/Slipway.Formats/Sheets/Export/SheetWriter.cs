using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Slipway.Formats.Sheets.Xlsx;

namespace Slipway.Formats.Sheets.Export;

/// <summary>Writes sheets one after the other into a workbook, row by row. No formulas, no macros, no links.</summary>
internal sealed class SheetWriter : IDisposable
{
    private const double LineHeight = 15;
    private const int MostLines = 3;

    private readonly SpreadsheetDocument document;
    private readonly WorkbookPart book;
    private readonly DocumentFormat.OpenXml.Spreadsheet.Sheets sheets = new();
    private readonly DefinedNames names = new();
    private readonly bool rightToLeft;

    public SheetWriter(Stream stream, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.Make();
    }

    /// <summary>A sheet with a header that stays, filters, and a row for each item.</summary>
    /// <param name="name">The sheet's name.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its items.</param>
    /// <param name="frozenColumns">How many columns stay when the others are scrolled.</param>
    /// <param name="isStrong">Which rows are bold.</param>
    /// <param name="printed">How many columns are printed.</param>
    /// <param name="extras">Elements behind the filter: rules and lists.</param>
    public void Table<T>(string name, IReadOnlyList<SheetTableColumn<T>> columns, IReadOnlyList<T> rows, int frozenColumns, Func<T, bool> isStrong, int printed, IEnumerable<OpenXmlElement> extras)
    {
        var last = $"{CellPlace.Letters(columns.Count)}{rows.Count + 1}";
        using (var xml = Begin(name, [.. columns.Select(column => column.Width)], frozenColumns, hasHeader: true))
        {
            xml.WriteStartElement(new SheetData());
            // Rows are as high as the printed columns need.
            double[] widths = [.. columns.Take(printed).Select(column => column.Width)];
            WriteRow(xml, 1, [.. columns.Select(column => SheetValue.Of(column.Header))], SheetStyles.Header, widths);
            for (var i = 0; i < rows.Count; i++)
                WriteRow(xml, i + 2, [.. columns.Select(column => column.Value(rows[i]))], isStrong(rows[i]) ? SheetStyles.Strong : SheetStyles.Plain, widths);
            xml.WriteEndElement();
            xml.WriteElement(new AutoFilter { Reference = $"A1:{last}" });
            foreach (var extra in extras)
                xml.WriteElement(extra);
            End(xml);
        }
        var sheet = (uint)sheets.ChildElements.Count - 1;
        names.Append(
            new DefinedName($"'{name}'!$A$1:${CellPlace.Letters(printed)}${rows.Count + 1}") { Name = "_xlnm.Print_Area", LocalSheetId = sheet },
            new DefinedName($"'{name}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = sheet });
    }

    /// <summary>A sheet of rows as they come.</summary>
    public void Free(string name, double[] widths, IEnumerable<(bool IsHeading, SheetValue[] Values)> rows)
    {
        using var xml = Begin(name, widths, 0, hasHeader: false);
        xml.WriteStartElement(new SheetData());
        var number = 0;
        foreach (var (isHeading, values) in rows)
            WriteRow(xml, ++number, values, isHeading ? SheetStyles.Header : SheetStyles.Plain, widths);
        xml.WriteEndElement();
        End(xml);
    }

    /// <summary>Completes the workbook; without it the stream holds none.</summary>
    public void Finish()
    {
        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new WorkbookProperties { Date1904 = false }, sheets);
        if (names.HasChildren)
            book.Workbook.Append(names);
        document.Save();
    }

    public void Dispose() => document.Dispose();

    private OpenXmlWriter Begin(string name, double[] widths, int frozenColumns, bool hasHeader)
    {
        var part = book.AddNewPart<WorksheetPart>();
        sheets.Append(new Sheet { Name = name, SheetId = (uint)sheets.ChildElements.Count + 1, Id = book.GetIdOfPart(part) });
        var view = new SheetView { WorkbookViewId = 0, RightToLeft = rightToLeft ? true : (BooleanValue?)null };
        if (hasHeader)
        {
            var pane = new Pane { VerticalSplit = 1, TopLeftCell = $"{CellPlace.Letters(frozenColumns + 1)}2", ActivePane = frozenColumns > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft, State = PaneStateValues.Frozen };
            if (frozenColumns > 0)
                pane.HorizontalSplit = frozenColumns;
            view.Append(pane);
        }
        var xml = OpenXmlWriter.Create(part);
        xml.WriteStartDocument();
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        xml.WriteElement(new SheetViews(view));
        xml.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15 });
        xml.WriteElement(new Columns(widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
        return xml;
    }

    private static void End(OpenXmlWriter xml)
    {
        xml.WriteElement(new PageMargins { Left = 0.4, Right = 0.4, Top = 0.5, Bottom = 0.5, Header = 0.3, Footer = 0.3 });
        xml.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 9, FitToWidth = 1, FitToHeight = 0 });
        xml.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter xml, int number, SheetValue[] values, uint style, double[] widths)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)number, Height = LineHeight * Lines(values, widths), CustomHeight = true });
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != SheetValue.None && values[i].Text != "")
                xml.WriteElement(CellOf(new CellPlace(number, i + 1).ToString(), values[i], style));
        }
        xml.WriteEndElement();
    }

    /// <summary>The lines that a row's texts take in their columns; long instructions are cut to a few, so that many rows fit on a screen.</summary>
    private static int Lines(SheetValue[] values, double[] widths)
    {
        var lines = 1;
        for (var i = 0; i < values.Length && i < widths.Length; i++)
        {
            if (values[i].Text is { } text)
                lines = Math.Max(lines, text.AsSpan(0, Math.Min(text.Length, 400)).Count('\n') + 1 + (int)(Math.Min(text.Length, 400) / widths[i]));
        }
        return Math.Min(lines, MostLines);
    }

    private static DocumentFormat.OpenXml.Spreadsheet.Cell CellOf(string place, SheetValue value, uint style)
    {
        if (value.Date is { } date && SerialDay.FromLocal(date) is { } serial)
        {
            return new DocumentFormat.OpenXml.Spreadsheet.Cell(new CellValue(serial.ToString("R", CultureInfo.InvariantCulture)))
            {
                CellReference = place,
                StyleIndex = value.IsComputed ? SheetStyles.Computed : date.Second == 0 ? SheetStyles.Time : SheetStyles.TimeWithSeconds,
            };
        }
        var text = value.Text ?? value.Date!.Value.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new DocumentFormat.OpenXml.Spreadsheet.Cell(new InlineString(new Text(XText.Escape(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = place,
            DataType = CellValues.InlineString,
            StyleIndex = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? SheetStyles.Quoted : style,
        };
    }
}
