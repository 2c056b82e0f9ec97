using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Plans;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The plan: its outline, and the checks beside it.</summary>
public sealed class PlanModel(PlanPages services) : PlanPage(services)
{
    public PlanView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (await OpenAsync(id) is { } other)
            return other;
        View = new PlanView(Version, T, Services.Clock.Now());
        return Page();
    }
}
