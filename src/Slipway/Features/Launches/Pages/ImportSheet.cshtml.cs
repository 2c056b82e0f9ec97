using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Features.Launches.Sheets;
using Slipway.Features.Shared;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Launches.Pages;

/// <summary>The first step from a sheet to a launch: the sheet.</summary>
[Needs(PermissionTable.ImportLaunch)]
[UploadLimit]
public sealed class ImportSheetModel(SheetPages services) : PageModel
{
    /// <summary>Sheets that the reader has begun with.</summary>
    public IReadOnlyList<BegunSheet> Begun { get; private set; } = [];

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        await ShowAsync();
        if (file is null)
        {
            ModelState.AddModelError("File", "launches.no-file");
            return Page();
        }
        var (upload, why) = await services.TakeSheet.HandleAsync(file, SheetShelf.OwnerOf(CurrentActor.Of(User)!), HttpContext.RequestAborted);
        if (upload is { } taken)
            return LocalRedirect(SheetLinks.Columns(taken));
        var texts = services.Catalog.In(RequestLanguage.Of(HttpContext));
        ModelState.AddModelError("File", $"{SheetSentences.Message(texts, why!)} {SheetSentences.Remedy(texts, why!)}");
        return Page();
    }

    private async Task ShowAsync() => Begun = await services.Shelf.BegunAsync(SheetShelf.OwnerOf(CurrentActor.Of(User)!), HttpContext.RequestAborted);
}
