using System.Text;
using CsCheck;
using NodaTime;
using Slipway.Formats.Sheets;

namespace Slipway.Formats.Tests.Sheets;

public sealed class CsvReaderTests
{
    private const string Accents = "Tâche;Début\nVérifier;02:10\n";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 with mark")]
    [InlineData("utf-16 with mark")]
    [InlineData("utf-16 big end first with mark")]
    [InlineData("utf-16")]
    [InlineData("utf-16 big end first")]
    public void Unicode_is_read_in_each_of_its_writings(string encoding)
    {
        byte[] content = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Accents),
            "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Accents)],
            "utf-16 with mark" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Accents)],
            "utf-16 big end first with mark" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Accents)],
            "utf-16" => Encoding.Unicode.GetBytes(Accents),
            _ => Encoding.BigEndianUnicode.GetBytes(Accents),
        };

        var reading = SheetReader.Read("plan.csv", content);

        Assert.Empty(reading.Problems);
        Assert.Equal("Tâche", reading.Workbook!.Sheets[0][1, 1].Text);
        Assert.Equal("Vérifier", reading.Workbook.Sheets[0][2, 1].Text);
    }

    [Theory]
    [InlineData(1252, "Tâche;Début;Durée\nVérifier l’entrée;02:10;5\n", "Windows-1252")]
    [InlineData(1256, "المهمة;البداية;المدة\nتحميل البيانات;02:10;5\n", "Windows-1256")]
    public void An_old_code_page_is_guessed_and_said(int page, string text, string said)
    {
        var content = CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(text);

        var reading = SheetReader.Read("plan.csv", content);

        Assert.Equal(text.Split(';')[0], reading.Workbook!.Sheets[0][1, 1].Text);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal("sheet-encoding", problem.Rule.Name);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_millions_of_values_takes_the_memory_of_those_that_are_read()
    {
        var content = Encoding.UTF8.GetBytes("Task,Owner\nLoad,Farah" + new string(',', 8_000_000) + "x\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = SheetReader.Read("plan.csv", content);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 60 << 20);
        Assert.Equal(["sheet-columns-dropped"], reading.Problems.Select(problem => problem.Rule.Name));
        Assert.Equal("Farah", reading.Workbook!.Sheets[0][2, 2].Text);
    }

    [Theory]
    [InlineData("Task,Owner,Notes\nLoad,Farah,\"a; b; c; d\"\nCheck,Osei,x\n")]
    [InlineData("Task;Owner;Notes\nLoad;Farah;a, b, c, d\nCheck;Osei;1,5\n")]
    [InlineData("Task\tOwner\tNotes\nLoad\tFarah\ta, b; c\nCheck\tOsei\tx\n")]
    [InlineData("sep=|\r\nTask|Owner|Notes\r\nLoad|Farah|a, b; c\r\nCheck|Osei|x\r\n")]
    public void The_separator_is_found(string text)
    {
        var grid = Grid(text);
        var first = text.StartsWith("sep", StringComparison.Ordinal) ? 2 : 1;

        Assert.Equal("Owner", grid[first, 2].Text);
        Assert.Equal("Farah", grid[first + 1, 2].Text);
        Assert.Equal(3, grid.Row(first + 1)!.Cells.Count);
    }

    [Fact]
    public void Quotes_hold_separators_line_breaks_and_quotes()
    {
        var grid = Grid("Task,Do\n\"Load, then check\",\"1. say \"\"go\"\"\r\n2. wait\"\nNext,x");

        Assert.Equal("Load, then check", grid[2, 1].Text);
        Assert.Equal("1. say \"go\"\n2. wait", grid[2, 2].Text);
        Assert.Equal("Next", grid[3, 1].Text);
    }

    [Fact]
    public void Only_what_can_be_nothing_else_is_a_number_or_a_date()
    {
        var grid = Grid("29;1.5;007;1,5;2027-02-06 02:10;06/02/2027;#REF!;-3;+3;12345678901234567890");

        Assert.Equal(
            [CellKind.Number, CellKind.Number, CellKind.Text, CellKind.Text, CellKind.Date, CellKind.Text, CellKind.Error, CellKind.Number, CellKind.Text, CellKind.Text],
            grid.Rows[0].Cells.Select(cell => cell.Cell.Kind));
        Assert.Equal(new LocalDateTime(2027, 2, 6, 2, 10), grid[1, 5].Date);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_where_it_opens()
    {
        var problem = Assert.Single(Read("Task,Do\nLoad,\"oops\nNext,x\n").Problems);

        Assert.Equal("sheet-open-quote", problem.Rule.Name);
        Assert.Equal("plan.csv:B2", problem.Where.ToString());
    }

    [Fact]
    public void Files_that_are_no_text_or_too_much_are_refused()
    {
        Assert.Equal("sheet-not-a-sheet", Assert.Single(SheetReader.Read("p.csv", [65, 0, 66, 200, 201, 0, 0, 7, 1, 2]).Problems).Rule.Name);
        Assert.Equal("sheet-cell-too-long", Assert.Single(Read("a,\"" + new string('x', 40_000)).Problems).Rule.Name);
        Assert.Equal("sheet-too-many-rows", Assert.Single(Read(string.Concat(Enumerable.Repeat("a\n", 250_001))).Problems).Rule.Name);
    }

    [Fact]
    public void Whatever_is_written_with_quotes_is_read_again()
    {
        var text = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Among(',', ';', '"', '\n', ' ', 'é', 'م')), 0, 12];
        Gen.Select(text.Array[3].Array[2, 8], Among(',', ';', '\t')).Sample((rows, separator) =>
        {
            var csv = $"sep={separator}\n" + string.Concat(rows.Select(row => string.Join(separator, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
            var grid = Grid(csv);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < 3; column++)
                    Assert.Equal(rows[row][column], grid[row + 2, column + 1].Shown);
            }
        }, iter: 2_000);
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var pieces = Among("Task", "Owner", "\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "sep=;", "2027-02-06", "29FS+2h", "é", "مهمة", "#REF!", "\0", "1h30", "99999999999", "Duration", "Start");
        Gen.Select(pieces.Array[0, 60], Gen.Byte.Array[0, 20], Gen.Int[0, 60]).Sample((texts, noise, at) =>
        {
            var content = Encoding.UTF8.GetBytes(string.Concat(texts)).ToList();
            content.InsertRange(Math.Min(at, content.Count), at % 3 == 0 ? noise : []);
            NastyWorkbookTests.ImportWithoutThrowing(SheetReader.Read("p.csv", [.. content]));
        }, iter: 5_000);
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Grid Grid(string text) => Read(text).Workbook!.Sheets[0];

    private static SheetReading Read(string text) => SheetReader.Read("plan.csv", Encoding.UTF8.GetBytes(text));
}
