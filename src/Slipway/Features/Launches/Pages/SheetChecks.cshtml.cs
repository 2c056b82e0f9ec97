using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Launches.Sheets;
using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Launches.Pages;

/// <summary>The last step: the plan as it would be, every cell that was not understood, and the checks; then it is saved or not.</summary>
[Needs(PermissionTable.ImportLaunch)]
public sealed class SheetChecksModel(SheetPages services) : SheetPage(services)
{
    public SheetDraft Draft { get; private set; } = null!;

    public Plan? Plan => Draft.Plan;

    /// <summary>What is to settle, the worst first: a sheet has no lines of the plan to follow. What the sheet itself accepts stands apart, with its reason.</summary>
    public IReadOnlyList<Problem> Findings => [.. Draft.Problems.Where(problem => problem.Accepted is null).OrderBy(problem => problem.Severity)];

    public IReadOnlyList<Problem> Accepted => [.. Draft.Problems.Where(problem => problem.Accepted is not null)];

    /// <summary>Whether its texts read back as the same plan, which they do unless a value of the sheet is none.</summary>
    public bool MaySave => Draft.MayBeSaved;

    public TimeText Times => new(T, Plan!.Launch.Zone, Plan.Launch.Clock().T0);

    public async Task<IActionResult> OnGetAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        if (Answers.Launch?.Read().Options is not { } options)
            return LocalRedirect(SheetLinks.Facts(upload));
        await ShowAsync(options);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        if (Answers.Launch?.Read().Options is not { } options)
            return LocalRedirect(SheetLinks.Facts(upload));
        switch (await Services.Drafts.SaveAsync(Upload, Answers, options, Importer.Of(Reader), HttpContext.RequestAborted))
        {
            case ImportOutcome.Created created:
                await Services.Shelf.DiscardAsync(upload, Upload.Owner, HttpContext.RequestAborted);
                return LocalRedirect(LaunchPages.AfterImport(Reader, created.Version.Launch));
            case ImportOutcome.Exists exists:
                ModelState.AddModelError("", T.Format("launches.exists", ("id", exists.Id)));
                break;
            case ImportOutcome.NotYours notYours:
                ModelState.AddModelError("", T.Format("launches.not-yours", ("id", notYours.Id)));
                break;
        }
        await ShowAsync(options);
        return Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid upload)
    {
        if (await OpenAsync(upload) is { } other)
            return other;
        await Services.Shelf.DiscardAsync(upload, Upload.Owner, HttpContext.RequestAborted);
        return LocalRedirect(LaunchLinks.All);
    }

    private async Task ShowAsync(ImportOptions options)
    {
        Draft = await Services.Drafts.DraftAsync(Upload, Answers, options, HttpContext.RequestAborted);
        if (!MaySave && (Plan is not null || Draft.Problems.Count > 0))
            ModelState.AddModelError("", "sheetimport.unreadable");
    }
}
