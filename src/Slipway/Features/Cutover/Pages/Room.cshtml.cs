using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Rooms;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>The launch room: the run on one axis, who is needed, and the buttons for it.</summary>
[Needs(PermissionTable.SeeRun, ToSend = PermissionTable.ActOnRun)]
public sealed class RoomModel(RunPages services, RoomViews views, RoomFragments fragments) : RunPage(services)
{
    public RoomView View { get; private set; } = null!;

    /// <summary>What the page shows, as its live stream will name it.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>It hangs on a wall: dark, large, without buttons.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Wall { get; set; }

    /// <summary>The facts of the chart as a table.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Table { get; set; }

    public bool MayBegin { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, int? number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other is NotFoundResult && number is null ? Redirect(RunLinks.New(id)) : other;
        await ShowAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        if (await ActAsync(RunLinks.Room(id, number)) is { } done)
            return done;
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        View = await views.OfAsync(Run, T.Language, HttpContext.RequestAborted);
        Shown = await fragments.ShownAsync(HttpContext.RequestServices, View, T.Language);
        MayBegin = Run.State.Status == RunStatus.Planned;
    }
}
