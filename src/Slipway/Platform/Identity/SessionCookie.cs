using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>What happens to a session's cookie with each request.</summary>
internal static class SessionCookie
{
    private const string Begun = "begun";
    private const string Checked = "checked";
    private static readonly Duration CheckEvery = Duration.FromMinutes(1);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "slipway-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "back";
        // The end is computed by SessionLength; the framework's own sliding would know no cap.
        options.SlidingExpiration = false;
        options.ExpireTimeSpan = SessionLength.Longest.ToTimeSpan();
        options.Events = new()
        {
            OnSigningIn = NoteBeginning,
            OnValidatePrincipal = CheckAsync,
            OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized),
            OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }

    private static Task NoteBeginning(CookieSigningInContext context)
    {
        var now = Now(context.HttpContext);
        context.Properties.Items[Begun] = Text(now);
        context.Properties.Items[Checked] = Text(now);
        return Task.CompletedTask;
    }

    /// <summary>Once a minute: whether the account still is what the cookie says, and how long the session lasts now.</summary>
    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var now = Now(context.HttpContext);
        if (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is null && !context.HttpContext.RequestServices.GetRequiredService<Installation>().Sample)
        {
            context.RejectPrincipal();
            return;
        }
        if (Read(context, Checked) is not { } last || Read(context, Begun) is not { } begun)
        {
            context.RejectPrincipal();
            return;
        }
        if (now - last < CheckEvery)
            return;
        Instant? end;
        try
        {
            end = await EndAsync(context, begun, now);
        }
        catch (Exception away) when (away is DbException or TimeoutException || away.InnerException is DbException or TimeoutException)
        {
            // While the database is away nobody can be asked: who was in stays in for this request, and is asked about at the next.
            return;
        }
        if (end is not { } until || until <= now)
        {
            context.RejectPrincipal();
            return;
        }
        context.Properties.Items[Checked] = Text(now);
        // The framework keeps the length from issue to end when it renews, not the end.
        context.Properties.IssuedUtc = now.ToDateTimeOffset();
        context.Properties.ExpiresUtc = until.ToDateTimeOffset();
        context.ShouldRenew = true;
    }

    /// <summary>When the session ends; null when it ends now.</summary>
    private static async Task<Instant?> EndAsync(CookieValidatePrincipalContext context, Instant begun, Instant now)
    {
        var services = context.HttpContext.RequestServices;
        var cancellation = context.HttpContext.RequestAborted;
        if (!await StillAsync(context))
            return null;
        var actor = CurrentActor.Of(context.Principal!);
        if (actor is { Person: { } person, Launch: { } of })
            foreach (var people in services.GetServices<IKnowsPeople>())
                if (await people.RolesAsync(of, person, cancellation) is null)
                    return null;
        return await services.GetRequiredService<SessionLength>().EndAsync(actor?.Launch, begun, now, cancellation);
    }

    private static async Task<bool> StillAsync(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
            return true;
        var db = context.HttpContext.RequestServices.GetRequiredService<SlipwayDb>();
        var account = await db.Users.AsNoTracking().SingleOrDefaultAsync(account => account.Id == Guid.Parse(id), context.HttpContext.RequestAborted);
        var actor = CurrentActor.Of(principal);
        return account is not null
            && account.SecurityStamp == principal.FindFirstValue(Sessions.Stamp)
            && account.Administrator == actor?.IsAdministrator
            && (actor.Person is null || actor.Launch is null || await db.Set<Membership>().AnyAsync(
                membership => membership.AccountId == account.Id && membership.Launch == actor.Launch && membership.Person == actor.Person));
    }

    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int apiStatus)
    {
        // A stream that followed to the sign-in's page would take that for news.
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.GetTypedHeaders().Accept.Any(wanted => wanted.MediaType == "text/event-stream"))
            context.Response.StatusCode = apiStatus;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static Instant Now(HttpContext context) => context.RequestServices.GetRequiredService<IClock>().Now();

    private static string Text(Instant instant) => instant.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture);

    private static Instant? Read(CookieValidatePrincipalContext context, string name) =>
        context.Properties.Items.TryGetValue(name, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var ticks)
            ? Instant.FromUnixTimeTicks(ticks)
            : null;
}
