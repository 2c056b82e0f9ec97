using System.Text;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Sheets;

/// <summary>Imports a sheet as a person would who confirms what is proposed.</summary>
internal static class Importing
{
    public static readonly DateTimeZone Djibouti = DateTimeZoneProviders.Tzdb["Africa/Djibouti"];

    public static ImportOptions Options => new()
    {
        LaunchId = "usct",
        Zone = Djibouti,
        T0 = new PlanTime.WallClock(new LocalDateTime(2027, 2, 6, 2, 0)),
        Window = new CutoverWindow(
            new PlanTime.FromT0(PlanDuration.FromMinutes(-30)), new PlanTime.FromT0(PlanDuration.FromMinutes(240)), PlanDuration.FromMinutes(20)),
    };

    public static ImportResult Import(this TestWorkbook book, ImportOptions? options = null) => Import(book.Read(), options);

    public static ImportResult ImportCsv(string text, ImportOptions? options = null) =>
        Import(SheetReader.Read("plan.csv", Encoding.UTF8.GetBytes(text)), options);

    public static ImportResult Import(SheetReading reading, ImportOptions? options = null)
    {
        Assert.NotNull(reading.Workbook);
        return SheetImport.ToPlan(reading.Workbook, SheetImport.Propose(reading.Workbook), options ?? Options);
    }

    /// <summary>The plan of a sheet in which every cell was understood.</summary>
    public static Plan Understood(this ImportResult result)
    {
        Assert.Empty(result.Problems.Where(problem => problem.Severity != Severity.Hint).Select(problem => problem.ToString()));
        var texts = ImportedTexts.Of("plan", () => result)!;
        Assert.True(texts.MayBeSaved, string.Join('\n', [.. texts.Lost.Select(problem => $"{problem}"), .. texts.Reading.Problems.Select(ProblemText.Message)]));
        return WrittenAndReadAgain(result.Plan!);
    }

    /// <summary>The plan as its files say it: an imported plan is always written as files, which must hold all of it.</summary>
    public static Plan WrittenAndReadAgain(Plan plan)
    {
        var (launch, cutover) = PlanWriter.Write(plan);
        var reading = PlanReader.Read(launch, cutover);
        Assert.Empty(reading.Problems.Where(problem => problem.Severity == Severity.Error).Select(ProblemText.Message));
        Assert.Equal(Structure.Of(plan), Structure.Of(reading.Plan));
        return plan;
    }

    /// <summary>One line for each task: id, phase, workstream, owner, duration, links, not before, undo.</summary>
    public static string[] Lines(this Plan plan) =>
        [.. plan.Tasks.Select(task => string.Join(" | ",
            task.Id, task.Phase.ToString().ToLowerInvariant(), task.Workstream ?? "-", task.Owner ?? "-", task.Takes?.ToString() ?? "-",
            task.After.Count == 0 ? "-" : string.Join("; ", task.After), task.NotBefore?.ToString() ?? "-"))];

    /// <summary>Problems as <c>C12 rule</c>.</summary>
    public static string[] Told(this ImportResult result) =>
        [.. result.Problems.Where(problem => problem.Severity != Severity.Hint).Select(problem => $"{problem.Where.Cell} {problem.Rule.Name}")];
}
