using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using NodaTime;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>Begins and ends the sessions of people in browsers.</summary>
public sealed class Sessions(SessionLength length, IClock clock)
{
    public const string Scheme = "session";
    internal const string Stamp = "stamp";

    /// <summary>Signs an account in, as a person of a launch.</summary>
    /// <param name="membership">Null for an administrator only.</param>
    public Task BeginAsync(HttpContext context, Account account, Membership? membership)
    {
        var actor = account.Administrator
            ? new CurrentActor($"{CurrentActor.Administrator}:{account.UserName}", account.DisplayName, null, null, [CurrentActor.Administrator], IsToken: false)
            : new CurrentActor(membership!.Person, account.DisplayName, membership.Person, membership.Launch, [], IsToken: false);
        return BeginAsync(context, actor, account.Language, [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(Stamp, account.SecurityStamp!)]);
    }

    /// <summary>Puts somebody of the sample into a browser, without a password.</summary>
    public Task BeginSampleAsync(HttpContext context, CurrentActor actor, string? language) => BeginAsync(context, actor, language, []);

    public Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    private async Task BeginAsync(HttpContext context, CurrentActor actor, string? language, IEnumerable<Claim> more)
    {
        var claims = actor.ToClaims().Concat(more).Concat(language is null ? [] : [new Claim(RequestLanguage.Claim, language)]);
        var identity = new ClaimsIdentity(claims, Scheme, CurrentActor.Claims.Name, CurrentActor.Claims.Role);
        var now = clock.Now();
        await context.SignInAsync(Scheme, new(identity), new()
        {
            IsPersistent = true,
            IssuedUtc = now.ToDateTimeOffset(),
            ExpiresUtc = (await length.EndAsync(actor.Launch, now, now, context.RequestAborted)).ToDateTimeOffset(),
        });
    }
}
