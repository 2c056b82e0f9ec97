using System.IO.Compression;
using System.Text;
using NodaTime;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

/// <summary>Sheets that people should not have, given to the real program: a named problem, nothing written, and no memory to speak of.</summary>
public sealed class BadSheetTests(ITestOutputHelper output) : IDisposable
{
    private const int MostMegabytes = 500;

    private static readonly Dictionary<string, (Func<byte[]> Content, string Rule)> Sheets = new()
    {
        ["empty"] = (() => [], "sheet-empty"),
        ["truncated"] = (() => Ordinary().Bytes()[..1200], "sheet-damaged"),
        ["a zip bomb"] = (Bomb, "sheet-unpacks-too-large"),
        ["a file of the machine as an entity"] = (() => With("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><sst><si><t>&f;</t></si></sst>"), "sheet-damaged"),
        ["entities that multiply"] = (() => With("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><workbook>&b;</workbook>"), "sheet-damaged"),
        ["a PDF"] = (() => "%PDF-1.7"u8.ToArray(), "sheet-not-a-sheet"),
        ["a picture"] = (() => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "sheet-not-a-sheet"),
        ["an old workbook"] = (() => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "sheet-not-a-sheet"),
        ["rows without end"] = (() => Encoding.UTF8.GetBytes("Task,Owner,Duration,Start\n" + string.Concat(Enumerable.Repeat("a,b,5m,\n", 260_000))), "sheet-too-many-rows"),
        ["one cell without end"] = (() => Encoding.UTF8.GetBytes("Task,Owner,Duration,Start\n\"" + new string('x', 30_000_000)), "sheet-cell-too-long"),
        ["columns that are no plan"] = (() => "Fruit,Colour\nApple,red\n"u8.ToArray(), "sheet-no-header"),
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Sheets.Keys];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void A_bad_sheet_is_a_named_problem_writes_nothing_and_takes_little_memory(string name)
    {
        var (content, rule) = Sheets[name];
        File.WriteAllBytes(folder.File("plan.xlsx"), content());

        var run = MeasuredRun.Of("plan", "import", folder.File("plan.xlsx"), "-o", folder.File("made"));

        output.WriteLine($"{name}: {run.PeakMegabytes} MB, {run.Took.TotalSeconds:0.0} s");
        Assert.Equal(2, run.Code);
        Assert.Matches($@"plan\.xlsx.*: error: .+; .+ \[{rule}\]", run.Output);
        Assert.DoesNotContain("root:", run.Output, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder.File("made")));
        Assert.InRange(run.PeakMegabytes, 0, MostMegabytes);
    }

    [Fact]
    public void Error_cells_are_told_and_the_rest_is_imported()
    {
        File.WriteAllBytes(folder.File("plan.xlsx"), Ordinary(new ErrorValue("#REF!")).Bytes());
        var (code, said, _) = CommandRun.Run("plan", "import", folder.File("plan.xlsx"), "-o", folder.File("made"), "--zone", "UTC", "--window", "T-30m/T+4h/20m");
        Assert.Equal(1, code);
        Assert.Contains("plan.xlsx:Plan!D2: warning: The cell holds #REF!", said, StringComparison.Ordinal);
        Assert.Contains("2 tasks forward", said, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Dates_of_either_system_are_the_dates_that_people_saw(bool since1904)
    {
        File.WriteAllBytes(folder.File("plan.xlsx"), Ordinary(30, since1904).Bytes());
        var (code, said, _) = CommandRun.Run("plan", "import", folder.File("plan.xlsx"), "-o", folder.File("made"), "--zone", "UTC", "--window", "T-30m/T+4h/20m");
        Assert.True(code == 0, said);
        Assert.Contains("t0: 2027-02-06T02:00", File.ReadAllText(Path.Combine(folder.File("made"), "launch.yaml")), StringComparison.Ordinal);
    }

    [Fact, Trait("Speed", "slow")]
    public void A_sheet_of_200_000_rows_becomes_a_plan()
    {
        using (var sheet = new StreamWriter(folder.File("plan.csv")))
        {
            sheet.WriteLine("No,Task,Owner,Duration,Predecessors,Start");
            for (var n = 1; n <= 200_000; n++)
                sheet.WriteLine($"{n},Task {n % 1000},Person {n % 300},5,{(n > 1 ? $"{n - 1}" : "")},{(n == 1 ? "2027-02-06 02:00" : "")}");
        }
        var run = MeasuredRun.Of("plan", "import", folder.File("plan.csv"), "-o", folder.File("made"), "--zone", "UTC", "--window", "T-30m/T+4h/20m");
        output.WriteLine($"{run.PeakMegabytes} MB, {run.Took.TotalSeconds:0.0} s");
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("200000 tasks forward", run.Output, StringComparison.Ordinal);
        Assert.InRange(run.PeakMegabytes, 0, 1_000);
    }

    private static TestWorkbook Ordinary(object? takes = null, bool since1904 = false) => new TestWorkbook { Uses1904 = since1904 }.Sheet("Plan",
    [
        ["No", "Task", "Owner", "Duration (min)", "Start", "Predecessors"],
        [1, "Freeze the register", "H. Tessema", takes ?? 10, new LocalDateTime(2027, 2, 6, 2, 0), null],
        [2, "Load the register", "N. Farah", 90, null, 1],
    ]);

    private static byte[] With(string part, string content)
    {
        var parts = Ordinary().Parts();
        parts[part] = content;
        return TestWorkbook.Zip(parts);
    }

    /// <summary>A sheet of 600 MB in a few.</summary>
    internal static byte[] Bomb()
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
            using var stream = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<row/>                                  ", 25_000)));
            stream.Write("<worksheet><sheetData>"u8);
            for (var n = 0; n < 600; n++)
                stream.Write(rows);
        }
        return memory.ToArray();
    }
}
