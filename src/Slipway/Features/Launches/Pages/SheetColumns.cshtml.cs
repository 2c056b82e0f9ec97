using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Launches.Sheets;
using Slipway.Features.Shared;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Launches.Pages;

/// <summary>The second step: which sheet is what, where its column names are, and what each column is used for.</summary>
[Needs(PermissionTable.ImportLaunch)]
public sealed class SheetColumnsModel(SheetPages services) : SheetPage(services)
{
    /// <summary>As the form has it: a sheet each, in the workbook's order.</summary>
    [BindProperty]
    public List<SheetForm> Sheets { get; set; } = [];

    /// <summary>What was found while it was read.</summary>
    public IReadOnlyList<SheetProblem> Problems { get; private set; } = [];

    private Workbook Workbook { get; set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid upload)
    {
        if (await OpenWorkbookAsync(upload) is { } other)
            return other;
        Show(Answers.Mapping(Workbook));
        return Page();
    }

    /// <param name="upload">Which one.</param>
    /// <param name="again">Whether only to look again, with other sheets or header rows.</param>
    public async Task<IActionResult> OnPostAsync(Guid upload, bool again)
    {
        if (await OpenWorkbookAsync(upload) is { } other)
            return other;
        var (mapping, changed) = Said(Answers.Mapping(Workbook));
        await KeepAsync(Answers with { Sheets = [.. mapping.Sheets.Select(SheetAnswer.Of)], Proposed = null });
        if (!again && !changed)
        {
            var (first, saysT0) = await Services.Drafts.FirstAsync(mapping, Workbook, HttpContext.RequestAborted);
            if (first.Plan is { } plan)
            {
                var proposed = LaunchAnswers.Of(plan.Launch, T.Language);
                var saysZone = first.Problems.All(problem => problem.Rule != SheetRules.NoZone);
                await KeepAsync(Answers with { Proposed = proposed with { Zone = saysZone ? proposed.Zone : "", T0 = saysT0 ? proposed.T0 : "" } });
                return LocalRedirect(SheetLinks.Facts(upload));
            }
            foreach (var problem in first.Problems.Where(problem => problem.Severity == Severity.Error))
                ModelState.AddModelError("", $"{SheetSentences.Message(T, problem)} {SheetSentences.Remedy(T, problem)}");
        }
        else if (!again)
        {
            ModelState.AddModelError("", "sheetimport.looked-again");
        }
        Show(mapping);
        return Page();
    }

    private async Task<IActionResult?> OpenWorkbookAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        (Workbook, Problems) = await Services.Drafts.WorkbookAsync(Upload, HttpContext.RequestAborted);
        return null;
    }

    /// <summary>The mapping as the form says it. Where a sheet's kind or header row is another than before, its columns are proposed anew.</summary>
    private (WorkbookMapping Mapping, bool Changed) Said(WorkbookMapping before)
    {
        var (mapping, changed) = (before, false);
        foreach (var form in Sheets)
        {
            if (Workbook.Sheet(form.Name ?? "") is not { } grid || before.Sheets.FirstOrDefault(sheet => sheet.Sheet == grid.Name) is not { } known)
                continue;
            if (form.Role != known.Role || (form.Role != SheetRole.Launch && form.Header != known.HeaderRow))
            {
                changed |= form.Role != SheetRole.Ignored;
                mapping = mapping.With(form.Role is SheetRole.Ignored or SheetRole.Launch ? known with { Role = form.Role } : SheetImport.WithHeader(grid, form.Role, Math.Max(form.Header, 1)));
                continue;
            }
            foreach (var column in form.Columns)
                mapping = mapping.With(mapping.Sheets.First(sheet => sheet.Sheet == grid.Name).With(column.Number, ColumnUse.Parse(column.Use ?? "") ?? new ColumnUse(SheetField.Ignored)));
        }
        return (mapping, changed);
    }

    private void Show(WorkbookMapping mapping)
    {
        // The form is drawn from the mapping, not from what was sent.
        foreach (var key in ModelState.Keys.Where(key => key.StartsWith(nameof(Sheets), StringComparison.Ordinal)).ToList())
            ModelState.Remove(key);
        Sheets = [.. Workbook.Sheets.Select(grid => SheetForm.Of(grid, mapping.Sheets.FirstOrDefault(sheet => sheet.Sheet == grid.Name)))];
    }
}
