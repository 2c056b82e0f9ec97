using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;

namespace Slipway.Features.Cutover.Pages;

/// <summary>All versions of a plan, what changed from each to the next, and which one is approved.</summary>
public sealed class PlanVersionsModel(PlanPages services) : PlanPage(services)
{
    public IReadOnlyList<PlanVersionSummary> Versions { get; private set; } = [];

    /// <summary>The version whose difference from the one before is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Show { get; set; }

    public IReadOnlyList<LineChange> Changes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        Versions = await Services.Launches.VersionsAsync(id, HttpContext.RequestAborted);
        if (Show is > 1 and var number
            && await Services.Launches.VersionAsync(id, number, HttpContext.RequestAborted) is { } after
            && await Services.Launches.VersionAsync(id, number - 1, HttpContext.RequestAborted) is { } before)
        {
            Changes = [.. LineChange.Between(before.Texts.LaunchYaml, after.Texts.LaunchYaml, "launch.yaml"), .. LineChange.Between(before.Texts.CutoverYaml, after.Texts.CutoverYaml, "cutover.yaml")];
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        if (!MayApprove)
            return Forbid();
        await Services.Launches.SetBaselineAsync(id, number, Reader.Person ?? Reader.Id, HttpContext.RequestAborted);
        return LocalRedirect(PlanLinks.Versions(id));
    }
}
