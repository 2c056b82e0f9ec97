using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Api;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Pages;

/// <summary>Pause, resume, cancel, roll back: what whoever leads may do to a whole run, with a second thought.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class ControlModel(RunPages services, NoticeBox box, ServerSettings server) : RunPage(services)
{
    private const int MostUndelivered = 50;

    public RunForecast Forecast { get; private set; } = null!;

    /// <summary>Whether this server can tell anybody anything.</summary>
    public bool TellsPeople => server.Notices is not null;

    public (int All, int Sent) Counted { get; private set; }

    /// <summary>What could not be delivered, for whoever leads the run or keeps its record.</summary>
    public IReadOnlyList<NoticeRecord> Undelivered { get; private set; } = [];

    /// <summary>Whether the reader sees to it that people are told.</summary>
    public bool SeesToNotices => NoticesApi.MaySee(Run, Reader, Services.Clock);

    public async Task<IActionResult> OnGetAsync(string id, int number) => await ShowAsync(id, number) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await ShowAsync(id, number) is { } other)
            return other;
        if (await ActAsync(RunLinks.Room(id, number)) is { } done)
            return done;
        return await ShowAsync(id, number) ?? Page();
    }

    public async Task<IActionResult> OnPostSendAgainAsync(string id, int number, Guid notice)
    {
        if (await ShowAsync(id, number) is { } other)
            return other;
        if (!SeesToNotices)
            return Forbid();
        await box.SendAgainAsync(Run.Record.Stream, notice, HttpContext.RequestAborted);
        return LocalRedirect(RunLinks.Control(id, number) + "#notices");
    }

    /// <summary>As whom the reader may do it: the manager on shift leads, else the service owner; null when he may not.</summary>
    public ActsAs? Leading(RunCommand act) => As(act, Roles.CutoverManager) ?? As(act, Roles.ServiceOwner);

    private async Task<IActionResult?> ShowAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        Forecast = await Services.Forecasts.NowAsync(Run, HttpContext.RequestAborted);
        if (Run.State.Notices == NoticeMode.Off || !SeesToNotices)
            return null;
        Counted = await box.CountAsync(Run.Record.Stream, HttpContext.RequestAborted);
        Undelivered = await box.UndeliveredAsync(Run.Record.Stream, MostUndelivered, HttpContext.RequestAborted);
        return null;
    }
}
