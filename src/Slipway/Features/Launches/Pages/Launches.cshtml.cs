using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Launches.Sheets;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches.Pages;

/// <summary>All launches that the reader may see, and a place to drop another.</summary>
[Needs(PermissionTable.ListLaunches, ToSend = PermissionTable.ImportLaunch)]
[UploadLimit]
public sealed class LaunchesModel(ILaunches launches, AskPermission permissions, ImportLaunch import, TakeSheet takeSheet, SheetShelf shelf, TextCatalog catalog, IClock clock) : PageModel
{
    public IReadOnlyList<(LaunchSummary Summary, Launch Launch, LaunchClock Clock)> Items { get; private set; } = [];

    public Instant Now { get; private set; }

    /// <summary>Whether the reader may bring launches in.</summary>
    public bool MayImport { get; private set; }

    /// <summary>Sheets that the reader has begun to make launches of.</summary>
    public IReadOnlyList<BegunSheet> Begun { get; private set; } = [];

    /// <summary>The launch that the reader has just brought in and that is not theirs to see.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Added { get; set; }

    /// <summary>What keeps the dropped files from being a plan.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await ShowAsync(CurrentActor.Of(User)!);

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files)
    {
        var reader = CurrentActor.Of(User)!;
        files = [.. files.Where(file => file.FileName.Length > 0)];
        return files.Count == 0 ? await RefuseAsync(reader, "launches.no-file")
            : await AddedFiles.AreSheetAsync(files, HttpContext.RequestAborted) ? await TakeAsync(reader, files[0])
            : await ImportAsync(reader, files);
    }

    private async Task<IActionResult> TakeAsync(CurrentActor reader, IFormFile file)
    {
        var (upload, why) = await takeSheet.HandleAsync(file, SheetShelf.OwnerOf(reader), HttpContext.RequestAborted);
        return upload is { } taken ? LocalRedirect(SheetLinks.Columns(taken))
            : await RefuseAsync(reader, $"{SheetSentences.Message(T, why!)} {SheetSentences.Remedy(T, why!)}");
    }

    private async Task<IActionResult> ImportAsync(CurrentActor reader, List<IFormFile> files)
    {
        switch (await import.HandleAsync(await LaunchUpload.ReadAsync(files, HttpContext.RequestAborted), Importer.Of(reader), HttpContext.RequestAborted))
        {
            case ImportOutcome.Created created:
                return LocalRedirect(LaunchPages.AfterImport(reader, created.Version.Launch));
            case ImportOutcome.Exists exists:
                return await RefuseAsync(reader, T.Format("launches.exists", ("id", exists.Id)));
            case ImportOutcome.NotYours other:
                return await RefuseAsync(reader, T.Format("launches.not-yours", ("id", other.Id)));
            case ImportOutcome.Unreadable unreadable:
                Problems = unreadable.Problems;
                return await RefuseAsync(reader, "launches.unreadable");
            case ImportOutcome.Refused { Why: var why }:
                return await RefuseAsync(reader, $"{SheetSentences.Message(T, why)} {SheetSentences.Remedy(T, why)}");
            case var outcome:
                throw new InvalidOperationException($"Nobody knows what to do about {outcome}.");
        }
    }

    private Texts T => catalog.In(RequestLanguage.Of(HttpContext));

    private Task<PageResult> RefuseAsync(CurrentActor reader, string message)
    {
        ModelState.AddModelError("Files", message);
        return ShowAsync(reader);
    }

    private async Task<PageResult> ShowAsync(CurrentActor reader)
    {
        var all = await launches.ListAsync(HttpContext.RequestAborted);
        var items = new List<(LaunchSummary, Launch, LaunchClock)>();
        foreach (var summary in all.Where(launch => reader.MaySee(launch.Id)))
        {
            var launch = (await launches.CurrentAsync(summary.Id, HttpContext.RequestAborted))!.Plan.Launch;
            items.Add((summary, launch, launch.Clock()));
        }
        Items = items;
        Added = all.Any(launch => launch.Id == Added) ? Added : null;
        Now = clock.Now();
        MayImport = await permissions.HandleAsync(PermissionTable.Of(PermissionTable.ImportLaunch), reader, null, HttpContext.RequestAborted) == PermissionAnswer.Yes;
        Begun = MayImport ? await shelf.BegunAsync(SheetShelf.OwnerOf(reader), HttpContext.RequestAborted) : [];
        return Page();
    }
}
