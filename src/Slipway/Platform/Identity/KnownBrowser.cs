using Microsoft.AspNetCore.DataProtection;

namespace Slipway.Platform.Identity;

/// <summary>
/// Remembers that somebody signed in with this browser before. Wrong passwords typed elsewhere hold up strange browsers
/// for a while, but not this one: nobody can keep a decider out by guessing.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    private const string Cookie = "slipway-known";
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Slipway.KnownBrowser").ToTimeLimitedDataProtector();

    public bool Knows(HttpContext context, Account account)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } kept)
            return false;
        try
        {
            return protector.Unprotect(kept) == account.Id.ToString();
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    public void Remember(HttpContext context, Account account) => context.Response.Cookies.Append(Cookie, protector.Protect(account.Id.ToString(), Memory), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        MaxAge = Memory,
        Path = "/sign-in",
        IsEssential = true,
    });
}
