using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

public sealed class ImportedTextsTests
{
    private static readonly ImportResult Sheet = new TestWorkbook().Sheet("Plan",
    [
        ["No", "Task", "Owner", "Duration", "Instructions"],
        ["a", "Freeze", "Farah", "10m", "Stop the queue"],
        ["b", "Load", "Farah", "90m", "Restore"],
    ]).Import();

    [Fact]
    public void What_a_sheet_says_is_what_its_texts_mean()
    {
        var texts = ImportedTexts.Of("plan.xlsx", () => Sheet)!;
        Assert.True(texts.MayBeSaved);
        Assert.Empty(PlanDifference.Between(Sheet.Plan!, texts.Reading.Plan!));
    }

    /// <summary>What is blank is nothing in a plan's text.</summary>
    [Fact]
    public void A_value_that_would_come_back_otherwise_is_told_with_its_cell()
    {
        var plan = Sheet.Plan! with { Forward = [Sheet.Plan.Forward[0], Sheet.Plan.Forward[1] with { Do = LocalizedText.Of(" ") }] };

        var texts = ImportedTexts.Of("plan.xlsx", () => Sheet with { Plan = plan })!;

        Assert.False(texts.MayBeSaved);
        Assert.Equal(["plan.xlsx:Plan!E3: b/do would not be kept"], texts.Lost.Select(problem => problem.ToString().Split(':') is [var file, var cell, var message, ..] ? $"{file}:{cell}:{message}" : ""));
    }

    [Fact]
    public void A_plan_that_comes_back_the_same_is_made_once_and_the_other_once_more_to_say_where()
    {
        var made = 0;
        ImportResult Import(ImportResult result)
        {
            made++;
            return result;
        }

        Assert.True(ImportedTexts.Of("plan.xlsx", () => Import(Sheet))!.MayBeSaved);
        Assert.Equal(1, made);
        Assert.Null(ImportedTexts.Of("plan.xlsx", () => Import(new ImportResult(null, []))));
        Assert.Equal(2, made);
        Assert.False(ImportedTexts.Of("plan.xlsx", () => Import(Sheet with { Plan = Sheet.Plan! with { Workstreams = ["Data "] } }))!.MayBeSaved);
        Assert.Equal(4, made);
    }

    [Fact]
    public void A_value_that_is_none_is_told_with_its_cell()
    {
        var plan = Sheet.Plan! with { Forward = [Sheet.Plan.Forward[0], Sheet.Plan.Forward[1] with { Takes = Estimate.Exactly(PlanDuration.FromMinutes(-5)) }] };

        var texts = ImportedTexts.Of("plan.xlsx", () => Sheet with { Plan = plan })!;

        Assert.False(texts.MayBeSaved);
        Assert.Equal(["plan.xlsx:Plan!D3"], texts.Reading.Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => $"{texts.Place("plan.xlsx", problem)}"));
    }
}
