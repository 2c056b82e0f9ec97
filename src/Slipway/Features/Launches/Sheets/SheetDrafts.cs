using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Features.Launches.Sheets;

/// <summary>Reads sheets, one at a time: one at its size limit takes memory by the hundred megabytes.</summary>
public sealed class SheetDrafts(IClock clock) : IDisposable
{
    /// <summary>By which a sheet without dates is read before anybody has said T-0.</summary>
    private static readonly PlanTime.WallClock Whenever = new(new LocalDateTime(2100, 1, 1, 0, 0));

    private readonly SemaphoreSlim turn = new(1);

    public Task<SheetReading> ReadAsync(string fileName, byte[] content, CancellationToken cancellation) =>
        InTurnAsync(() => SheetReader.Read(fileName, content, cancellation: cancellation), cancellation);

    /// <summary>The workbook of an upload; what was readable once still is.</summary>
    public async Task<(Workbook Workbook, IReadOnlyList<SheetProblem> Problems)> WorkbookAsync(SheetUpload upload, CancellationToken cancellation)
    {
        var reading = await ReadAsync(upload.FileName, upload.Content, cancellation);
        return (reading.Workbook ?? throw new InvalidOperationException($"The sheet {upload.Id} cannot be read any more."), reading.Problems);
    }

    /// <summary>The launch as the sheet alone would have it, for a form to begin with; and whether it says T-0. Null where the columns give no task at all.</summary>
    public Task<(ImportResult Result, bool SaysT0)> FirstAsync(SheetUpload upload, WorkbookMapping mapping, Workbook workbook, CancellationToken cancellation) => InTurnAsync(
        () =>
        {
            var result = SheetImport.ToPlan(workbook, mapping, new ImportOptions());
            return result.Plan is null && result.Problems.Any(problem => problem.Rule == SheetRules.NoT0)
                ? (SheetImport.ToPlan(workbook, mapping, new ImportOptions { T0 = Whenever }), false)
                : (result, true);
        },
        cancellation);

    /// <summary>The plan with everything that was said, its two texts, and what is wrong with it.</summary>
    public Task<SheetDraft> DraftAsync(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation) => InTurnAsync(
        () =>
        {
            var reading = SheetReader.Read(upload.FileName, upload.Content, cancellation: cancellation);
            var result = SheetImport.ToPlan(reading.Workbook!, answers.Mapping(reading.Workbook!), options);
            IReadOnlyList<SheetProblem> cells = [.. reading.Problems, .. result.Problems];
            if (result.Plan is not { } plan)
                return new SheetDraft(null, cells, [], null);
            var texts = ImportedTexts.Of(upload.FileName, result);
            var read = texts.Reading;
            var problems = read.Plan is { } meant ? read.ProblemsWith(PlanChecks.Run(meant, read.Source, clock.GetCurrentInstant(), read.HasClock)) : read.Problems;
            return new SheetDraft(plan, [.. texts.Lost, .. cells], problems, texts.MayBeSaved ? texts.Texts : null);
        },
        cancellation);

    public void Dispose() => turn.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return work();
        }
        finally
        {
            turn.Release();
        }
    }
}

/// <param name="Plan">Null when a cell problem that is an error keeps it from being made.</param>
/// <param name="Cells">What was not understood, and what was guessed.</param>
/// <param name="Problems">What the checks say.</param>
/// <param name="Texts">What would be saved; null where that is no plan, or not the sheet's.</param>
public sealed record SheetDraft(Plan? Plan, IReadOnlyList<SheetProblem> Cells, IReadOnlyList<Problem> Problems, PlanTexts? Texts);
