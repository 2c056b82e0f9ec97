using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Launches.Sheets;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Launches.Pages;

/// <summary>What the steps from a sheet to a launch have in common: the sheet, what was said so far, and whose it is.</summary>
public abstract class SheetPage(SheetPages services) : PageModel
{
    public SheetUpload Upload { get; private set; } = null!;

    public SheetAnswers Answers { get; private set; } = SheetAnswers.None;

    public Texts T { get; private set; } = null!;

    protected CurrentActor Reader { get; private set; } = null!;

    protected SheetPages Services => services;

    /// <summary>Loads what is shown; a result when there is nothing to show or nobody to show it to.</summary>
    protected async Task<IActionResult?> OpenAsync(Guid upload)
    {
        var reader = CurrentActor.Of(User)!;
        if (await services.Shelf.TakeAsync(upload, SheetShelf.OwnerOf(reader), HttpContext.RequestAborted) is not { } found)
            return NotFound();
        (Reader, Upload, Answers, T) = (reader, found, SheetAnswers.Of(found), services.Catalog.In(RequestLanguage.Of(HttpContext)));
        return null;
    }

    protected Task KeepAsync(SheetAnswers answers)
    {
        Answers = answers;
        return services.Shelf.KeepAsync(Upload, answers, HttpContext.RequestAborted);
    }
}

/// <summary>The services that the steps from a sheet to a launch need.</summary>
public sealed record SheetPages(SheetShelf Shelf, SheetDrafts Drafts, TakeSheet TakeSheet, ImportLaunch Import, ILaunches Launches, TextCatalog Catalog, IClock Clock);
