using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using NodaTime;
using Slipway.Formats.Sheets;

namespace Slipway.Testing;

/// <summary>A formula with the result that a spreadsheet program stored, or none.</summary>
public sealed record Formula(string Text, object? Result);

/// <summary>An error value: <c>#REF!</c>.</summary>
public sealed record ErrorValue(string Name);

/// <summary>A number whose cell shows hours that may pass 24.</summary>
public sealed record Elapsed(double Days);

/// <summary>A number whose cell shows only the hours and minutes of its day.</summary>
public sealed record HoursAndMinutes(double Days);

/// <summary>A date shown without its time.</summary>
public sealed record Day(LocalDate Date);

/// <summary>
/// Writes workbooks as programs do: shared or inline texts, dates as styled numbers, formulas with stored results,
/// merged blocks. It knows nothing of the product's own writer.
/// </summary>
public sealed class TestWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly List<(string Name, List<object?[]> Rows, List<string> Merges, string State, bool RightToLeft)> sheets = [];
    private readonly Dictionary<string, int> strings = [];

    public bool Uses1904 { get; init; }

    public bool InlineTexts { get; init; }

    public TestWorkbook Sheet(string name, IEnumerable<object?[]> rows, string[]? merges = null, string state = "visible", bool rightToLeft = false)
    {
        sheets.Add((name, [.. rows], [.. merges ?? []], state, rightToLeft));
        return this;
    }

    public SheetReading Read(string fileName = "plan.xlsx") => SheetReader.Read(fileName, Bytes());

    public byte[] Bytes() => Zip(Parts());

    /// <summary>The parts of the workbook, for tests that spoil one.</summary>
    public Dictionary<string, string> Parts()
    {
        var parts = new Dictionary<string, string>();
        for (var i = 0; i < sheets.Count; i++)
            parts[$"xl/worksheets/sheet{i + 1}.xml"] = SheetXml(sheets[i]);
        parts["[Content_Types].xml"] = $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
        parts["_rels/.rels"] = $"<Relationships xmlns=\"{Packages}\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
        parts["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr{(Uses1904 ? " date1904=\"1\"" : "")}/><sheets>"
            + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"rId{i + 1}\"/>")) + "</sheets></workbook>";
        parts["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"{Packages}\">"
            + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"rId98\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId99\" Type=\"{Relations}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>";
        parts["xl/styles.xml"] = $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/><xf numFmtId=\"46\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        parts["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Main}\">" + string.Concat(strings.Keys.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>")) + "</sst>";
        return parts;
    }

    public static byte[] Zip(IEnumerable<KeyValuePair<string, string>> parts)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return memory.ToArray();
    }

    private string SheetXml((string Name, List<object?[]> Rows, List<string> Merges, string State, bool RightToLeft) sheet)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\">");
        if (sheet.RightToLeft)
            xml.Append("<sheetViews><sheetView rightToLeft=\"1\" workbookViewId=\"0\"/></sheetViews>");
        xml.Append("<sheetData>");
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < sheet.Rows[row].Length; column++)
            {
                if (sheet.Rows[row][column] is { } value)
                    xml.Append(CellXml(new CellPlace(row + 1, column + 1), value));
            }
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        if (sheet.Merges.Count > 0)
            xml.Append("<mergeCells>").AppendJoin("", sheet.Merges.Select(merge => $"<mergeCell ref=\"{merge}\"/>")).Append("</mergeCells>");
        return xml.Append("</worksheet>").ToString();
    }

    private string CellXml(CellPlace place, object value) => value switch
    {
        string text when InlineTexts => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        string text => $"<c r=\"{place}\" t=\"s\"><v>{Shared(text)}</v></c>",
        bool truth => $"<c r=\"{place}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>",
        int number => $"<c r=\"{place}\"><v>{number}</v></c>",
        double number => $"<c r=\"{place}\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        LocalDateTime local => Styled(place, 1, Serial(local)),
        Day day => Styled(place, 4, Serial(day.Date.AtMidnight())),
        LocalTime time => Styled(place, 2, time.TickOfDay / (double)NodaConstants.TicksPerDay),
        HoursAndMinutes clock => Styled(place, 2, clock.Days),
        Elapsed elapsed => Styled(place, 3, elapsed.Days),
        ErrorValue error => $"<c r=\"{place}\" t=\"e\"><v>{error.Name}</v></c>",
        Formula { Result: null } formula => $"<c r=\"{place}\"><f>{SecurityElement.Escape(formula.Text)}</f></c>",
        Formula { Result: string text } formula => $"<c r=\"{place}\" t=\"str\"><f>{SecurityElement.Escape(formula.Text)}</f><v>{SecurityElement.Escape(text)}</v></c>",
        Formula formula => CellXml(place, formula.Result).Replace("<v>", $"<f>{SecurityElement.Escape(formula.Text)}</f><v>", StringComparison.Ordinal),
        _ => throw new ArgumentException($"no cell for {value.GetType()}"),
    };

    private static string Styled(CellPlace place, int style, double number) =>
        $"<c r=\"{place}\" s=\"{style}\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>";

    private double Serial(LocalDateTime local) =>
        Period.DaysBetween(new LocalDate(1899, 12, 30), local.Date) - (Uses1904 ? 1462 : 0) + (local.TimeOfDay.TickOfDay / (double)NodaConstants.TicksPerDay);

    private int Shared(string text)
    {
        if (!strings.TryGetValue(text, out var index))
            strings[text] = index = strings.Count;
        return index;
    }
}
