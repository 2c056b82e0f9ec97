using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches.Pages;

/// <summary>One launch: countdown, verdict, everything on one axis, runs, people, what comes next.</summary>
[Needs(PermissionTable.SeeLaunch)]
public sealed class LaunchModel(ILaunches launches, IRunHistory history, PlanAnswers answers, TextCatalog catalog, IClock clock) : PageModel
{
    public LaunchView View { get; private set; } = null!;

    /// <summary>The facts of the axis as a table.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Table { get; set; }

    internal LaunchFrame Frame => LaunchPages.Frame(View.Texts, View.Version.Launch, View.Name, LaunchPage.Launch, View.Runs);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await launches.CurrentAsync(id, cancellation) is not { } version)
            return NotFound();
        View = new LaunchView(version, answers.Of(version), await history.OfAsync(id, cancellation), catalog.In(RequestLanguage.Of(HttpContext)), clock.Now());
        return Page();
    }
}
