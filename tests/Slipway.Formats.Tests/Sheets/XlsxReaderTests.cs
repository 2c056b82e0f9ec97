using NodaTime;
using Slipway.Formats.Sheets;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class XlsxReaderTests
{
    private static readonly LocalDateTime Night = new(2027, 2, 6, 2, 10);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Cells_keep_what_they_hold(bool uses1904, bool inlineTexts)
    {
        var grid = new TestWorkbook { Uses1904 = uses1904, InlineTexts = inlineTexts }
            .Sheet("Plan", [["تحميل", 29, 1.5, Night, new LocalTime(2, 30), new Elapsed(1.25), true, new ErrorValue("#REF!"), new Formula("A1+1", 30)]])
            .Read().Workbook!.Sheets[0];

        Assert.Equal(Cell.OfText("تحميل"), grid[1, 1]);
        Assert.Equal(Cell.OfNumber(29), grid[1, 2]);
        Assert.Equal("1.5", grid[1, 3].Shown);
        Assert.Equal(Night, grid[1, 4].Date);
        Assert.Equal(CellKind.Time, grid[1, 5].Kind);
        Assert.Equal("2:30", grid[1, 5].Shown);
        Assert.Equal("30:00", grid[1, 6].Shown);
        Assert.Equal("TRUE", grid[1, 7].Shown);
        Assert.Equal(Cell.OfError("#REF!"), grid[1, 8]);
        Assert.Equal(Cell.OfNumber(30), grid[1, 9]);
        Assert.True(grid[1, 10].IsEmpty);
    }

    [Fact]
    public void A_formula_that_was_saved_without_its_result_is_an_error_and_not_nothing()
    {
        var grid = new TestWorkbook().Sheet("Plan", [[new Formula("B1*2", null)]]).Read().Workbook!.Sheets[0];

        Assert.Equal(Cell.OfError(Cell.FormulaWithoutResult), grid[1, 1]);
    }

    [Fact]
    public void Merged_blocks_and_hidden_sheets_are_known()
    {
        var book = new TestWorkbook()
            .Sheet("Plan", [["Preparation"], ["a", "b"]], merges: ["A1:C1"])
            .Sheet("Old", [["x"]], state: "hidden")
            .Read().Workbook!;

        Assert.Equal(new CellRange(new(1, 1), new(1, 3)), Assert.Single(book.Sheets[0].MergesFrom(1)));
        Assert.True(book.Sheets[1].Hidden);
        Assert.Same(book.Sheets[1], book.Sheet("old"));
    }

    [Theory]
    [InlineData(1, "1900-01-01")]
    [InlineData(59, "1900-02-28")]
    [InlineData(61, "1900-03-01")]
    [InlineData(39448, "2008-01-01")]
    [InlineData(44197, "2021-01-01")]
    [InlineData(2958465, "9999-12-31")]
    public void Serial_days_are_those_of_the_common_program(double serial, string date) =>
        Assert.Equal(date, SerialDay.ToLocal(serial)!.Value.Date.ToString("uuuu-MM-dd", null));

    [Fact]
    public void Rich_texts_are_put_together_without_the_pronunciation_beside_them()
    {
        var parts = new TestWorkbook().Sheet("Plan", [["x"]]).Parts();
        parts["xl/sharedStrings.xml"] = "<sst><si><r><rPr><b/></rPr><t>Load </t></r><r><t xml:space=\"preserve\">data_x000A_now</t></r><rPh sb=\"0\" eb=\"1\"><t>NO</t></rPh></si></sst>";

        var grid = SheetReader.Read("p.xlsx", TestWorkbook.Zip(parts)).Workbook!.Sheets[0];

        Assert.Equal("Load data\nnow", grid[1, 1].Text);
    }

    [Fact, Trait("Speed", "slow")]
    public void Two_hundred_thousand_rows_are_read()
    {
        var rows = Enumerable.Range(1, 200_000).Select(i => new object?[] { i, $"Task {i}", 5 });

        var grid = new TestWorkbook { InlineTexts = true }.Sheet("Plan", rows).Read().Workbook!.Sheets[0];

        Assert.Equal(200_000, grid.Rows.Count);
        Assert.Equal("Task 123456", grid[123_456, 2].Text);
    }
}
