using System.IO.Compression;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Formats.Tests.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class SheetExportTests
{
    [Fact]
    public void What_is_exported_is_imported_again_to_the_same_plan() =>
        Gen.OneOf(Gen.Int.Select(seed => new PlanDraws(seed).Plan()), PlanGenerator.ActingPlan).Sample(plan =>
        {
            var result = Importing.Import(Read(plan), new ImportOptions());

            Assert.Empty(result.Problems.Select(problem => problem.ToString()));
            Assert.Equal(Structure.Of(plan).Split('\n'), Structure.Of(result.Plan).Split('\n'));
            Assert.Empty(ImportedTexts.Of("plan", () => result)!.Lost.Select(problem => problem.ToString()));
        }, iter: 150);

    [Fact]
    public void An_offset_that_is_the_zones_own_is_left_out_and_keeps_no_plan_from_being_saved()
    {
        var plan = Sample("drill");
        var own = plan.Launch.Zone.MapLocal(plan.Launch.T0.Local).Single().Offset;
        var frozen = new TimeSpanInPlan(plan.Launch.T0 with { Offset = own }, new PlanTime.FromT0(PlanDuration.FromMinutes(600)));

        var result = Importing.Import(Read(plan with { Launch = plan.Launch with { Freezes = [frozen] } }), new ImportOptions());

        var texts = ImportedTexts.Of("plan.xlsx", () => result)!;
        Assert.Empty(texts.Lost.Select(problem => problem.ToString()));
        Assert.True(texts.MayBeSaved);
        Assert.Equal([frozen with { From = plan.Launch.T0 }], texts.Reading.Plan!.Launch.Freezes);
    }

    /// <summary>Outer spaces belong to a text and to nothing else; a cell that holds nothing but them is empty.</summary>
    [Theory]
    [InlineData("usct")]
    [InlineData("drill")]
    public void Spaces_that_hands_leave_in_an_export_do_not_keep_it_from_being_saved(string sample)
    {
        var workbook = Read(Sample(sample)).Workbook!;
        var spaced = workbook with { Sheets = [.. workbook.Sheets.Select(Spaced)] };

        var result = SheetImport.ToPlan(spaced, SheetImport.Propose(spaced), new ImportOptions());

        Assert.NotNull(result.Plan);
        Assert.Empty(result.Problems.Select(problem => problem.ToString()));
        var texts = ImportedTexts.Of("plan.xlsx", () => result)!;
        Assert.Empty(texts.Reading.Problems.Where(problem => problem.Severity == Severity.Error).Select(ProblemText.Message));
        Assert.Empty(texts.Lost.Select(problem => problem.ToString()));

        static Grid Spaced(Grid grid) => new(
            grid.Name, grid.Hidden,
            [.. grid.Rows.Select(row => new GridRow(row.Number, [.. Enumerable.Range(1, 60).Select(column => (column, row[column] switch
            {
                { Kind: CellKind.Text, Text: var text } => Cell.OfText($"{text} "),
                { IsEmpty: true } => Cell.OfText(" "),
                var other => other,
            }))]))],
            grid.Merges);
    }

    [Theory]
    [InlineData("usct")]
    [InlineData("drill")]
    public void The_samples_come_back_as_they_went(string sample)
    {
        var plan = Sample(sample);
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());

        var reading = Read(plan, schedule);
        var result = Importing.Import(reading, new ImportOptions());

        Assert.Empty(result.Problems.Select(problem => problem.ToString()));
        Assert.Equal(Structure.Of(plan), Structure.Of(result.Plan));
    }

    [Fact]
    public void Computed_times_are_real_dates_on_the_launchs_wall_clock()
    {
        var plan = new PlanBuilder().Task("load", 90, "farah").Task("check", 20, "osei", ["load"]).Build();

        var grid = Read(plan, Scheduler.Compute(plan, plan.Launch.Clock())).Workbook!.Sheet("Plan")!;

        var column = grid.Rows[0].Cells.Single(cell => cell.Cell.Shown == "Start (computed)").Column;
        Assert.Equal(new LocalDateTime(2027, 2, 6, 2, 0), grid[2, column].Date);
        Assert.Equal(new LocalDateTime(2027, 2, 6, 3, 30), grid[3, column].Date);
    }

    [Fact]
    public void The_workbook_is_valid_and_its_header_stays_and_filters()
    {
        var plan = Sample("usct");
        using var document = SpreadsheetDocument.Open(new MemoryStream(Bytes(plan, Scheduler.Compute(plan, plan.Launch.Clock()))), isEditable: false);

        var errors = new OpenXmlValidator().Validate(document);

        Assert.Empty(errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        var sheet = document.WorkbookPart!.WorksheetParts.First().Worksheet!;
        Assert.Contains("state=\"frozen\"", sheet.OuterXml, StringComparison.Ordinal);
        Assert.NotEmpty(sheet.Elements<DocumentFormat.OpenXml.Spreadsheet.AutoFilter>());
    }

    [Fact]
    public void A_title_that_looks_like_a_formula_stays_a_text()
    {
        string[] titles = ["=HYPERLINK(\"http://example.org\")", "+1", "-2+3", "@SUM(A1)", "\t=1"];
        var builder = new PlanBuilder();
        foreach (var title in titles)
            builder.Task($"t{Array.IndexOf(titles, title)}", 5, with: task => task with { Title = LocalizedText.Of(title) });
        var bytes = Bytes(builder.Build(), null);

        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(entry.Open());
            var xml = text.ReadToEnd();
            Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("vbaProject", xml, StringComparison.Ordinal);
        }
        var grid = SheetReader.Read("p.xlsx", bytes).Workbook!.Sheet("Plan")!;
        Assert.Equal(titles, grid.Rows.Skip(1).Select(row => row[2].Text));
    }

    [Fact]
    public void An_Arabic_launch_is_written_from_right_to_left()
    {
        var plan = new PlanBuilder().Task("load", 5).Launch(launch => launch with { Languages = ["ar", "en"] }).Build();
        using var document = SpreadsheetDocument.Open(new MemoryStream(Bytes(plan, null)), isEditable: false);

        Assert.All(document.WorkbookPart!.WorksheetParts, part => Assert.Contains("rightToLeft=\"1\"", part.Worksheet!.OuterXml, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_too_long_for_a_cell_is_told_and_nothing_is_written()
    {
        var plan = new PlanBuilder().Task("load", 5, with: task => task with { Do = LocalizedText.Of(new string('x', 40_000)) }).Build();
        using var output = new MemoryStream();

        var problem = Assert.Single(SheetExport.Write(plan, null, output));

        Assert.Equal("Do of load has 40,000 characters; a cell holds 32,767.", problem.Message);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void A_text_too_long_for_a_cell_of_any_sheet_is_told()
    {
        var plan = Sample("usct");
        var person = plan.Launch.People[0];
        plan = plan with
        {
            Launch = plan.Launch with { People = [person with { Phone = new string('1', 40_000) }, .. plan.Launch.People.Skip(1)] },
            Accepted = [new AcceptedFinding("lead", null, new string('x', 40_000))],
        };
        var output = new MemoryStream();

        var problems = SheetExport.Write(plan, null, output);

        Assert.Equal(0, output.Length);
        Assert.Equal([("Phone", person.Id), ("lead", plan.Launch.Id)], problems.Where(problem => problem.Rule == SheetRules.TextTooLong).Select(problem => (problem.Values[0], problem.Values[1])));
    }

    [Fact]
    public void What_a_person_adds_to_an_export_is_understood()
    {
        var plan = new PlanBuilder().Person("farah").Task("load", 90, "farah").Build();
        var grid = Read(plan).Workbook!.Sheet("Plan")!;
        var header = grid.Rows[0].Cells.Select(cell => (object?)cell.Cell.Shown).ToArray();
        object?[] Row(params (string Column, object Value)[] values) => [.. header.Select(name => values.FirstOrDefault(value => value.Column == (string?)name).Value)];
        var launch = Read(plan).Workbook!.Sheet("Launch")!.Rows.Select(row => Enumerable.Range(1, 2).Select(column => row[column].IsEmpty ? null : (object?)row[column].Shown).ToArray());

        var result = new TestWorkbook()
            .Sheet("Plan", [header, Row(("Id", "load"), ("Title", "Load"), ("Takes", "90m"), ("Owner", "Farah / O. New")), Row(("Title", "Check it"), ("Takes", 20), ("After", "Load"))])
            .Sheet("Launch", launch)
            .Import(new ImportOptions());

        Assert.Equal(["load | launch | - | farah | 1h30m | - | -", "check-it | launch | - | - | 20m | load | -"], result.Understood().Lines());
        Assert.Equal("O. New", result.Plan!.Launch.Person("o-new")!.Name);
    }

    private static Plan Sample(string name)
    {
        var reading = PlanFolder.Read(Path.Combine(Repository.Root, "examples", name)).Reading;
        Assert.True(reading.IsGood);
        return reading.Plan!;
    }

    private static SheetReading Read(Plan plan, Schedule? schedule = null) => SheetReader.Read("plan.xlsx", Bytes(plan, schedule));

    private static byte[] Bytes(Plan plan, Schedule? schedule)
    {
        using var output = new MemoryStream();
        Assert.Empty(SheetExport.Write(plan, schedule, output).Select(problem => problem.ToString()));
        return output.ToArray();
    }
}
