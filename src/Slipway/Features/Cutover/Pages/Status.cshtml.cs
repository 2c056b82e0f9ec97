using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Rooms;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Pages;

/// <summary>A short text in each language, for the messenger that people really use.</summary>
[Needs(PermissionTable.SeeRun)]
public sealed class StatusModel(RunPages services, RoomViews views) : RunPage(services)
{
    public IReadOnlyList<(string Language, string Text)> Texts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, int number)
    {
        if (await OpenAsync(id, number) is { } other)
            return other;
        List<(string, string)> texts = [];
        foreach (var language in Languages.All)
            texts.Add((language, StatusText.Of(await views.OfAsync(Run, language, HttpContext.RequestAborted))));
        Texts = texts;
        return Page();
    }
}
