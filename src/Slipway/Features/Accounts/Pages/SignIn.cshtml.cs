using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Accounts.Pages;

/// <summary>Signing in with a name and a password; on the sample, choosing who to be.</summary>
[Needs(PermissionTable.SignIn)]
[EnableRateLimiting(RateLimits.Secrets)]
public sealed class SignInModel(PasswordSignIn passwords, AccountBook accounts, UserManager<Account> users, Sessions sessions, RoleSwitch roles, IKnowsPeople people) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "accounts.name-missing")]
    public string? Name { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "accounts.password-missing")]
    [DataType(DataType.Password)]
    public string? Password { get; set; }

    public bool HasRoles => roles.Exists;

    public bool RolesAreOpen { get; private set; }

    public IReadOnlyList<Launch> Launches { get; private set; } = [];

    /// <summary>The launches in which somebody who is signed in takes part, where there are several.</summary>
    public IReadOnlyList<Membership> Mine { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ShowRolesAsync();
        if (await SignedInAsync() is { Administrator: false } account)
            Mine = await MembershipsAsync(account);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
            return await AgainAsync();
        switch (await passwords.TryAsync(HttpContext, Name!.Trim(), Password!))
        {
            case SignInAttempt.In({ } account):
                return await EnterAsync(account, LaunchOf(Back));
            case SignInAttempt.HeldUp:
                ModelState.AddModelError("", "accounts.held-up");
                return await AgainAsync();
            default:
                ModelState.AddModelError("", "accounts.wrong");
                return await AgainAsync();
        }
    }

    /// <summary>Somebody who takes part in several launches goes on in another.</summary>
    public async Task<IActionResult> OnPostLaunchAsync(string launch) =>
        await SignedInAsync() is { } account ? await EnterAsync(account, launch) : RedirectToPage();

    /// <summary>On the sample: somebody becomes a person, or the administrator.</summary>
    public async Task<IActionResult> OnPostBecomeAsync(string? launch, string? person)
    {
        ModelState.Clear();
        if (await roles.BecomeAsync(launch, person, HttpContext.RequestAborted) is not var (actor, language))
        {
            ModelState.AddModelError("", "accounts.no-switch");
            return await AgainAsync();
        }
        await sessions.BeginSampleAsync(HttpContext, actor, language);
        return LocalRedirect(BackOr(actor.Launch is { } its ? LaunchLinks.Launch(its) : LaunchLinks.All));
    }

    private async Task<IActionResult> EnterAsync(Account account, string? launch)
    {
        var memberships = await MembershipsAsync(account);
        var membership = memberships.FirstOrDefault(membership => membership.Launch == launch) ?? memberships.FirstOrDefault();
        if (membership is null && !account.Administrator)
        {
            ModelState.AddModelError("", "accounts.no-launch");
            return await AgainAsync();
        }
        await sessions.BeginAsync(HttpContext, account, membership);
        return LocalRedirect(BackOr(membership is null || account.Administrator ? LaunchLinks.All : LaunchLinks.Launch(membership.Launch)));
    }

    /// <summary>As people that their launches still know.</summary>
    private async Task<List<Membership>> MembershipsAsync(Account account)
    {
        var known = new List<Membership>();
        foreach (var membership in await accounts.MembershipsAsync(account, HttpContext.RequestAborted))
            if (await people.RolesAsync(membership.Launch, membership.Person, HttpContext.RequestAborted) is not null)
                known.Add(membership);
        return known;
    }

    private async Task<IActionResult> AgainAsync()
    {
        await ShowRolesAsync();
        return Page();
    }

    private async Task ShowRolesAsync()
    {
        RolesAreOpen = await roles.IsOpenAsync(HttpContext.RequestAborted);
        if (RolesAreOpen)
            Launches = await roles.LaunchesAsync(HttpContext.RequestAborted);
    }

    private async Task<Account?> SignedInAsync() =>
        User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? await users.FindByIdAsync(id) : null;

    private string BackOr(string otherwise) => Back is { Length: > 1 } back && Url.IsLocalUrl(back) ? back : otherwise;

    /// <summary>The launch of the page that somebody wanted to see.</summary>
    private static string? LaunchOf(string? path) =>
        path?.Split('?')[0].Split('/') is ["", "launches", { } launch, ..] ? Uri.UnescapeDataString(launch) : null;
}
