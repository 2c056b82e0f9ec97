using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Accounts.Pages;

/// <summary>Ends the session in this browser. Reached by its address alone, it asks first: a link must not sign anybody out.</summary>
[Needs(PermissionTable.SignIn)]
public sealed class SignOutModel(Sessions sessions) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(HttpContext);
        return LocalRedirect(AccountLinks.SignIn);
    }
}
