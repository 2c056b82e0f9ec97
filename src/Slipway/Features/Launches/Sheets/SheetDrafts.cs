using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Formats.Sheets;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Features.Launches.Sheets;

/// <summary>Makes launches of sheets.</summary>
public sealed class SheetDrafts(ImportLaunch import, ReadingTurn turn, IClock clock)
{
    /// <summary>By which a sheet without dates is read before anybody has said T-0.</summary>
    private static readonly PlanTime.WallClock Whenever = new(new LocalDateTime(2100, 1, 1, 0, 0));

    public Task<SheetReading> ReadAsync(string fileName, byte[] content, CancellationToken cancellation) =>
        turn.TakeAsync(() => SheetReader.Read(fileName, content, cancellation: cancellation), cancellation);

    /// <summary>The workbook of an upload; what was readable once still is.</summary>
    public async Task<(Workbook Workbook, IReadOnlyList<SheetProblem> Problems)> WorkbookAsync(SheetUpload upload, CancellationToken cancellation)
    {
        var reading = await ReadAsync(upload.FileName, upload.Content, cancellation);
        return (reading.Workbook ?? throw new InvalidOperationException($"The sheet {upload.Id} cannot be read any more."), reading.Problems);
    }

    /// <summary>The launch as the sheet alone would have it, for a form to begin with; and whether it says T-0. Null where the columns give no task at all.</summary>
    public Task<(ImportResult Result, bool SaysT0)> FirstAsync(WorkbookMapping mapping, Workbook workbook, CancellationToken cancellation) => turn.TakeAsync(
        () =>
        {
            var result = SheetImport.ToPlan(workbook, mapping, new ImportOptions(), cancellation);
            return result.Plan is null && result.Problems.Any(problem => problem.Rule == SheetRules.NoT0)
                ? (SheetImport.ToPlan(workbook, mapping, new ImportOptions { T0 = Whenever }, cancellation), false)
                : (result, true);
        },
        cancellation);

    /// <summary>The plan with everything that was said, and what is wrong with it.</summary>
    public Task<SheetDraft> DraftAsync(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation) => turn.TakeAsync(
        () =>
        {
            var draft = ReadingTurn.Step(() => ReadBack(upload, answers, options, cancellation));
            // Nobody sees lines of a plan that has no text yet: the places of its values are let go before the checks.
            return draft.MayBeSaved ? draft with { Problems = [.. draft.Problems, .. PlanChecks.Run(draft.Plan!, PlanSource.None, clock.GetCurrentInstant())] } : draft;
        },
        cancellation);

    /// <summary>Saves the plan with everything that was said; null when there is none that may be saved.</summary>
    public Task<ImportOutcome?> SaveAsync(SheetUpload upload, SheetAnswers answers, ImportOptions options, Importer importer, CancellationToken cancellation) => turn.TakeAsync(
        async () => ReadingTurn.Step(() => ToSave(upload, answers, options, cancellation)) is var (texts, plan)
            ? await import.SaveAsync(texts, plan, importer, cancellation)
            : null,
        cancellation);

    /// <summary>The draft; what the checks say only where it may not be saved, for then they leave out what could not be read.</summary>
    private SheetDraft ReadBack(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation)
    {
        var (texts, cells) = Texts(upload, answers, options, cancellation);
        if (texts is null)
            return new SheetDraft(null, cells, [], MayBeSaved: false);
        var read = texts.Reading;
        var problems = texts.MayBeSaved || read.Plan is not { } meant ? read.Problems
            : read.ProblemsWith(PlanChecks.Run(meant, read.Source, clock.GetCurrentInstant(), read.HasClock));
        return new SheetDraft(read.Plan, [.. texts.Lost, .. cells], problems, texts.MayBeSaved);
    }

    private static (PlanTexts Texts, Plan Plan)? ToSave(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation) =>
        Texts(upload, answers, options, cancellation).Texts is { MayBeSaved: true, Reading.Plan: { } plan } texts ? (texts.Texts, plan) : null;

    /// <summary>What would be saved. The sheet is let go before its plan is read back: both at once are too much.</summary>
    private static (ImportedTexts? Texts, IReadOnlyList<SheetProblem> Cells) Texts(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<SheetProblem> cells = [];
        var texts = ImportedTexts.Of(upload.FileName, Import, cancellation);
        return (texts, cells);

        ImportResult Import()
        {
            (var result, cells) = ReadingTurn.Step(() => Imported(upload, answers, options, cancellation));
            return result;
        }
    }

    private static (ImportResult Result, IReadOnlyList<SheetProblem> Cells) Imported(SheetUpload upload, SheetAnswers answers, ImportOptions options, CancellationToken cancellation)
    {
        var reading = SheetReader.Read(upload.FileName, upload.Content, cancellation: cancellation);
        var result = SheetImport.ToPlan(reading.Workbook!, answers.Mapping(reading.Workbook!), options, cancellation);
        return (result, [.. reading.Problems, .. result.Problems]);
    }
}

/// <param name="Plan">Null when a cell problem that is an error keeps it from being made.</param>
/// <param name="Cells">What was not understood, and what was guessed.</param>
/// <param name="Problems">What the checks say.</param>
/// <param name="MayBeSaved">Whether its texts read back as the same plan.</param>
public sealed record SheetDraft(Plan? Plan, IReadOnlyList<SheetProblem> Cells, IReadOnlyList<Problem> Problems, bool MayBeSaved);
