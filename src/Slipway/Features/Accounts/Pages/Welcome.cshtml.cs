using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Slipway.Features.Contracts;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Accounts.Pages;

/// <summary>Where a one-time link leads: somebody sets a password and is in.</summary>
[Needs(PermissionTable.UseLink)]
[EnableRateLimiting(RateLimits.Secrets)]
public sealed class WelcomeModel(OneTimeLinks links, AccountBook accounts, ILaunches launches, KnownBrowser browsers, Sessions sessions) : PageModel
{
    private OneTimeLink? link;

    /// <summary>Whether the link still opens something.</summary>
    public bool Opens => link is not null;

    public Launch? Launch { get; private set; }

    public Person? Person { get; private set; }

    /// <summary>The name under which they signed in before, when they only need a new password.</summary>
    public string? KnownAs { get; private set; }

    [BindProperty]
    [StringLength(200, ErrorMessage = "accounts.name-long")]
    public string? SignInName { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "accounts.password-missing")]
    [DataType(DataType.Password)]
    public string? Password { get; set; }

    [BindProperty]
    [Compare(nameof(Password), ErrorMessage = "accounts.password-differs")]
    [DataType(DataType.Password)]
    public string? Again { get; set; }

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        if (!await OpenAsync(secret))
            return Closed();
        SignInName = KnownAs ?? Person?.Email ?? Person?.Id;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret)
    {
        if (!await OpenAsync(secret))
            return Closed();
        if (KnownAs is null && string.IsNullOrWhiteSpace(SignInName))
            ModelState.AddModelError(nameof(SignInName), "accounts.name-missing");
        if (!ModelState.IsValid)
            return Page();
        var name = KnownAs ?? SignInName!.Trim();
        var newcomer = new Newcomer(name, Person?.Name ?? name, Password!, Person?.Language);
        switch (await accounts.WelcomeAsync(link!, newcomer, HttpContext.RequestAborted))
        {
            case Welcomed.In({ } account):
                browsers.Remember(HttpContext, account);
                var membership = (await accounts.MembershipsAsync(account, HttpContext.RequestAborted)).FirstOrDefault(mine => mine.Launch == link!.Launch);
                await sessions.BeginAsync(HttpContext, account, membership);
                return LocalRedirect(link!.Launch is { } launch ? LaunchLinks.Launch(launch) : AccountLinks.PeopleLinks);
            case Welcomed.Refused refused:
                foreach (var problem in refused.Problems)
                    AddProblem(problem);
                return Page();
            default:
                link = null;
                return Closed();
        }
    }

    private async Task<bool> OpenAsync(string secret)
    {
        link = await links.FindAsync(secret, HttpContext.RequestAborted);
        if (link is not { Launch: { } launch, Person: { } person })
            return link is not null;
        Launch = (await launches.CurrentAsync(launch, HttpContext.RequestAborted))?.Plan.Launch;
        Person = Launch?.Person(person);
        if (Person is null)
            link = null;
        else
        {
            // The plan says what this person reads; a choice made in this browser goes before it.
            if (Languages.Match(Request.Cookies[RequestLanguage.Cookie]) is null && Languages.Match(Person.Language) is { } language)
                RequestLanguage.Set(HttpContext, language);
            KnownAs = (await accounts.OfAsync(launch, person, HttpContext.RequestAborted))?.UserName;
        }
        return link is not null;
    }

    private PageResult Closed()
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status410Gone;
        // The page itself says what to do; the general error page would not.
        HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodePagesFeature>()?.Enabled = false;
        return Page();
    }

    private void AddProblem(string code)
    {
        var (field, text) = code switch
        {
            "DuplicateUserName" => (nameof(SignInName), "accounts.name-taken"),
            "InvalidUserName" => (nameof(SignInName), "accounts.name-missing"),
            "PasswordTooShort" => (nameof(Password), "accounts.password-short"),
            _ => (nameof(Password), "accounts.password-easy"),
        };
        ModelState.AddModelError(field, text);
    }
}
