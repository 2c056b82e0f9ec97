using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Features.Cutover.Speaking;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>All versions of a plan, which one is approved, and what is different between any two.</summary>
[Needs(PermissionTable.SeePlan)]
public sealed class PlanVersionsModel(PlanPages services) : PlanPage(services)
{
    public IReadOnlyList<PlanVersionSummary> Versions { get; private set; } = [];

    /// <summary>The earlier version of the two that are compared.</summary>
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    /// <summary>The later one; the newest when only the earlier is given.</summary>
    [BindProperty(SupportsGet = true)]
    public int? To { get; set; }

    public int? Baseline => Versions.FirstOrDefault(version => version.Baseline)?.Number;

    /// <summary>What is different between the two; null when none are compared.</summary>
    public IReadOnlyList<IHtmlContent>? Sentences { get; private set; }

    public IReadOnlyList<LineChange> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        Versions = await Services.Launches.VersionsAsync(id, HttpContext.RequestAborted);
        if (From is null)
            return Page();
        To ??= Version.Number;
        if (await Services.Launches.VersionAsync(id, From.Value, HttpContext.RequestAborted) is not { } before
            || await Services.Launches.VersionAsync(id, To.Value, HttpContext.RequestAborted) is not { } after)
            return NotFound();
        Sentences = new ChangeWords(T, before.Plan, after.Plan).All();
        Lines = LineChange.Between(before.Texts, after.Texts);
        return Page();
    }
}
