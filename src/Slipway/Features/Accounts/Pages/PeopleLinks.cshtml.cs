using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Accounts.Pages;

/// <summary>Where the administrator makes a link and a QR code for each person of a launch.</summary>
[Needs(PermissionTable.MakeLinks)]
public sealed class PeopleLinksModel(ILaunches launches, AccountBook accounts, OneTimeLinks links) : PageModel
{
    public IReadOnlyList<(Launch Launch, IReadOnlySet<string> WithAccount)> Launches { get; private set; } = [];

    /// <summary>The link just made; shown once.</summary>
    public (Launch Launch, Person Person, Uri Address)? Made { get; private set; }

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(string launch, string person)
    {
        await ShowAsync();
        if (Launches.FirstOrDefault(known => known.Launch.Id == launch).Launch is not { } of || of.Person(person) is not { } whom)
            return NotFound();
        var secret = await links.ForPersonAsync(launch, person, CurrentActor.Of(User)!.Id, HttpContext.RequestAborted);
        Made = (of, whom, new Uri($"{Request.Scheme}://{Request.Host}{Request.PathBase}{AccountLinks.Welcome(secret)}"));
        return Page();
    }

    private async Task ShowAsync()
    {
        var found = new List<(Launch, IReadOnlySet<string>)>();
        foreach (var summary in await launches.ListAsync(HttpContext.RequestAborted))
            if (await launches.CurrentAsync(summary.Id, HttpContext.RequestAborted) is { } version)
                found.Add((version.Plan.Launch, (await accounts.PeopleWithAccountAsync(summary.Id, HttpContext.RequestAborted)).ToHashSet()));
        Launches = found;
    }
}
