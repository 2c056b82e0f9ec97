using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Plans;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Makes a version the baseline, after a second thought: what it changes against the one before, and what the checks say.</summary>
[Needs(PermissionTable.ApprovePlan)]
public sealed class ApproveVersionModel(PlanPages services) : PlanPage(services)
{
    public PlanVersion Approved { get; private set; } = null!;

    /// <summary>The baseline so far; null for none.</summary>
    public int? Baseline { get; private set; }

    /// <summary>The automated tasks of the version: they act on production, which needs a second person.</summary>
    public IReadOnlyList<PlanTask> Automated => [.. Approved.Plan.Tasks.Where(task => task.Work is not null)];

    public bool NeedsSecondPerson => Automated.Count > 0 && Approved.Summary.By == (Reader.Person ?? Reader.Id);

    public IReadOnlyList<IHtmlContent> Sentences { get; private set; } = [];

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Baseline = (await Services.Launches.VersionsAsync(id, HttpContext.RequestAborted)).FirstOrDefault(version => version.Baseline)?.Number;
        if (Baseline is { } baseline && await Services.Launches.VersionAsync(id, baseline, HttpContext.RequestAborted) is { } before)
            Sentences = new ChangeWords(T, before.Plan, Approved.Plan).All();
        Problems = [.. Services.Answers.Of(Approved).ProblemsAt(Services.Clock.Now()).Where(problem => problem.Severity != Severity.Hint && problem.Accepted is null)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (await Services.Launches.SetBaselineAsync(id, number, Reader.Person ?? Reader.Id, HttpContext.RequestAborted) == BaselineOutcome.Approved)
            return LocalRedirect(PlanLinks.Versions(id));
        // The page says who has to, and has no button for whoever wrote it.
        return await OnGetAsync(id, number);
    }

    private async Task<IActionResult?> OpenAsync(string id, int number)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (await Services.Launches.VersionAsync(id, number, HttpContext.RequestAborted) is not { } version)
            return NotFound();
        Approved = version;
        return null;
    }
}
