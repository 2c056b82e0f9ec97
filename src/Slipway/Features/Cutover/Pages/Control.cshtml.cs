using Microsoft.AspNetCore.Mvc;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Pause, resume, cancel, roll back: what whoever leads may do to a whole run, with a second thought.</summary>
public sealed class ControlModel(RunPages services) : RunPage(services)
{
    public RunForecast Forecast { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, int number) => await ShowAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await ShowAsync(id, number) is { } other)
            return other;
        if (await ActAsync(RunLinks.Room(id, number)) is { } done)
            return done;
        return await ShowAsync(id, number) ?? Page();
    }

    /// <summary>As whom the reader may do it: the manager on shift leads, else the service owner; null when he may not.</summary>
    public ActsAs? Leading(RunCommand act) => As(act, Roles.CutoverManager) ?? As(act, Roles.ServiceOwner);

    private async Task<IActionResult?> ShowAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Forecast = await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted);
        return null;
    }
}
