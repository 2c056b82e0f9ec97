using System.IO.Compression;
using System.Text;
using CsCheck;
using Slipway.Formats.Sheets;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class NastyWorkbookTests
{
    [Fact]
    public void A_truncated_workbook_is_damaged_wherever_it_ends()
    {
        var whole = Ordinary().Bytes();
        for (var length = 4; length < whole.Length; length += 7)
            Assert.Equal("sheet-damaged", Refusal(whole[..length]));
    }

    [Fact]
    public void A_flipped_bit_in_a_packed_part_is_found_by_its_checksum()
    {
        var whole = Ordinary().Bytes();
        var same = 0;
        for (var at = 60; at < 400; at++)
        {
            var spoilt = (byte[])whole.Clone();
            spoilt[at] ^= 4;
            var reading = SheetReader.Read("p.xlsx", spoilt);
            if (reading.Workbook is { } book)
            {
                Assert.Equal("Load data", book.Sheets[0][2, 1].Text);
                same++;
            }
        }
        Assert.True(same < 100, $"{same} of 340 flipped bits were not noticed");
    }

    [Fact]
    public void An_external_entity_is_refused_and_its_file_is_not_read()
    {
        var parts = Ordinary().Parts();
        parts["xl/sharedStrings.xml"] = "<!DOCTYPE sst [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><sst><si><t>&file;</t></si></sst>";

        var problem = Assert.Single(SheetReader.Read("p.xlsx", TestWorkbook.Zip(parts)).Problems);

        Assert.Equal("sheet-damaged", problem.Rule.Name);
        Assert.Contains("document type", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entities_that_multiply_are_refused()
    {
        var parts = Ordinary().Parts();
        parts["xl/workbook.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>";

        Assert.Equal("sheet-damaged", Refusal(TestWorkbook.Zip(parts)));
    }

    [Fact]
    public void A_bomb_is_refused_before_it_takes_memory()
    {
        var memory = new MemoryStream();
        var parts = Ordinary().Parts();
        parts.Remove("xl/worksheets/sheet1.xml");
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
            using var stream = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var spaces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<row/>                                  ", 25_000)));
            stream.Write("<worksheet><sheetData>"u8);
            for (var i = 0; i < 60; i++)
                stream.Write(spaces);
        }
        var bytes = memory.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("sheet-unpacks-too-large", Refusal(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50 << 20);
    }

    [Theory]
    [InlineData("depth")]
    [InlineData("names")]
    [InlineData("attributes")]
    [InlineData("text")]
    [InlineData("cdata")]
    public void Xml_that_would_take_memory_is_refused(string kind)
    {
        var parts = Ordinary().Parts();
        parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + kind switch
        {
            "depth" => string.Concat(Enumerable.Repeat("<a>", 1_000)),
            "names" => string.Concat(Enumerable.Range(0, 6_000).Select(i => $"<a{i}/>")),
            "attributes" => "<row " + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"a{i}=\"\" ")) + "/>",
            "text" => "<row>" + new string('x', 600_000) + "</row>",
            _ => "<row><![CDATA[ < ]]></row>",
        } + "</sheetData></worksheet>";

        Assert.Equal("sheet-damaged", Refusal(TestWorkbook.Zip(parts)));
    }

    [Fact]
    public void A_cell_of_a_million_values_is_refused_before_it_takes_memory()
    {
        var parts = Ordinary().Parts();
        parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\">" + string.Concat(Enumerable.Repeat("<v>a</v>", 1_000_000)) + "</c></row></sheetData></worksheet>";
        var bytes = TestWorkbook.Zip(parts);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("sheet-cell-too-long", Refusal(bytes, new SheetLimits { Ratio = 10_000 }));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 << 20);
    }

    [Fact]
    public void Reading_ends_when_nobody_waits_for_it_any_more() =>
        Assert.Throws<OperationCanceledException>(() => SheetReader.Read("p.xlsx", Ordinary().Bytes(), cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void Columns_that_are_not_read_are_told()
    {
        var wide = SheetReader.Read("p.xlsx", Ordinary().Bytes(), new SheetLimits { Columns = 3 });

        Assert.Equal(["sheet-columns-dropped"], wide.Problems.Select(problem => problem.Rule.Name));
        Assert.True(wide.Workbook!.Sheets[0][2, 4].IsEmpty);
    }

    [Fact]
    public void Too_much_of_anything_is_refused_by_name()
    {
        var book = Ordinary().Bytes();

        Assert.Equal("sheet-too-large", Refusal(book, new SheetLimits { FileBytes = 100 }));
        Assert.Equal("sheet-too-many-parts", Refusal(book, new SheetLimits { Entries = 3 }));
        Assert.Equal("sheet-too-many-rows", Refusal(book, new SheetLimits { Rows = 1 }));
        Assert.Equal("sheet-too-many-cells", Refusal(book, new SheetLimits { Cells = 2 }));
        Assert.Equal("sheet-too-much-text", Refusal(book, new SheetLimits { Characters = 5 }));
        Assert.Equal("sheet-cell-too-long", Refusal(book, new SheetLimits { CellCharacters = 4 }));
        Assert.Equal("sheet-unpacks-too-large", Refusal(book, new SheetLimits { UnpackedBytes = 200 }));
        Assert.Equal("sheet-too-many-sheets", Refusal(book, new SheetLimits { Sheets = 0 }));
    }

    [Theory]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("<html><table></table></html>", "HTML")]
    [InlineData("{\\rtf1 x}", "RTF")]
    [InlineData("GIF89a", "GIF")]
    public void Other_kinds_of_files_are_named(string content, string kind)
    {
        var problem = Assert.Single(SheetReader.Read("plan.xlsx", Encoding.UTF8.GetBytes(content)).Problems);

        Assert.Equal("sheet-not-a-sheet", problem.Rule.Name);
        Assert.Contains(kind, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_locked_open_document_and_binary_workbooks_are_named()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];

        Assert.Equal("sheet-not-a-sheet", Refusal(compound));
        Assert.Equal("sheet-locked", Refusal([.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")]));
        Assert.Equal("sheet-not-a-sheet", Refusal(TestWorkbook.Zip([new("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])));
        Assert.Equal("sheet-not-a-sheet", Refusal(TestWorkbook.Zip([new("xl/workbook.bin", "")])));
        Assert.Equal("sheet-not-a-sheet", Refusal(TestWorkbook.Zip([new("word/document.xml", "<document/>")])));
        Assert.Equal("sheet-empty", Refusal([]));
    }

    [Fact]
    public void Parts_that_are_doubled_missing_or_out_of_order_are_refused()
    {
        var parts = Ordinary().Parts();
        Assert.Equal("sheet-doubled-part", Refusal(TestWorkbook.Zip([.. parts, new("XL/workbook.xml", "<workbook/>")])));

        parts = Ordinary().Parts();
        parts.Remove("xl/worksheets/sheet1.xml");
        Assert.Equal("sheet-damaged", Refusal(TestWorkbook.Zip(parts)));

        parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"/></sheetData></worksheet>";
        Assert.Equal("sheet-damaged", Refusal(TestWorkbook.Zip(parts)));

        parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row></sheetData></worksheet>";
        Assert.Equal("sheet-damaged", Refusal(TestWorkbook.Zip(parts)));
    }

    [Fact]
    public void No_change_of_bytes_makes_it_throw()
    {
        var whole = Ordinary().Bytes();
        Gen.Select(Gen.Int[0, whole.Length - 1].Array[1, 12], Gen.Byte.Array[12], Gen.Int[0, 3]).Sample((places, values, kind) =>
        {
            var spoilt = (byte[])whole.Clone();
            for (var i = 0; i < places.Length; i++)
                spoilt[places[i]] = values[i];
            if (kind == 0)
                spoilt = spoilt[..places[0]];
            var reading = SheetReader.Read("p.xlsx", spoilt);
            Assert.True(reading.Workbook is not null || reading.Problems.Count > 0);
            ImportWithoutThrowing(reading);
        }, iter: 1_500);
    }

    [Fact]
    public void No_change_of_the_xml_makes_it_throw()
    {
        var parts = Ordinary().Parts();
        var names = parts.Keys.Where(name => name.StartsWith("xl/", StringComparison.Ordinal)).ToArray();
        string[] bits = ["<", ">", "/", "\"", "&", "r=\"A1\"", "t=\"s\"", "<c>", "</c>", "<v>1e999</v>", "-1", "999999999999", "\0", "&#0;", "&lt;", "<row>", "<is>", "<t/>", "xmlns:a=\"\""];
        Gen.Select(Gen.Int[0, names.Length - 1], Gen.Double[0, 1], Gen.Int[0, bits.Length - 1], Gen.Int[0, 30]).Sample((part, where, bit, cut) =>
        {
            var text = parts[names[part]];
            var at = (int)(where * text.Length);
            var spoilt = new Dictionary<string, string>(parts) { [names[part]] = text[..at] + bits[bit] + text[Math.Min(text.Length, at + cut)..] };
            ImportWithoutThrowing(SheetReader.Read("p.xlsx", TestWorkbook.Zip(spoilt)));
        }, iter: 1_500);
    }

    internal static void ImportWithoutThrowing(SheetReading reading)
    {
        if (reading.Workbook is not { } book)
            return;
        var result = SheetImport.ToPlan(book, SheetImport.Propose(book), new ImportOptions());
        Assert.True(result.Plan is not null || result.Problems.Any(problem => problem.Severity == Planning.Plans.Severity.Error));
        foreach (var problem in result.Problems)
            Assert.NotEmpty(problem.ToString());
    }

    private static string Refusal(byte[] content, SheetLimits? limits = null)
    {
        var reading = SheetReader.Read("p.xlsx", content, limits);
        Assert.Null(reading.Workbook);
        return Assert.Single(reading.Problems).Rule.Name;
    }

    private static TestWorkbook Ordinary() => new TestWorkbook().Sheet("Plan",
    [
        ["Task", "Owner", "Duration", "Start", "Predecessors"],
        ["Load data", "N. Farah / O. Osei", "1h30", new NodaTime.LocalDateTime(2027, 2, 6, 2, 0), null],
        ["Check data", "N. Farah", 20, null, "Load data"],
        ["Open", "TBD", new NodaTime.LocalTime(0, 30), new Formula("D2+1", 46790.1), "2FS+5m"],
    ], merges: ["A6:C6"]);
}
