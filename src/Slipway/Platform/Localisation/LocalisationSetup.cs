using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.WebEncoders;
using Slipway.Platform.Permissions;

namespace Slipway.Platform.Localisation;

/// <summary>Registers the texts and the language switch.</summary>
public static class LocalisationSetup
{
    public static IServiceCollection AddLocalisation(this IServiceCollection services, bool strict)
    {
        // Numbers in markup, forms and messages never depend on the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        services.AddHttpContextAccessor();
        services.AddOptions<LanguageOptions>();
        // Written as themselves, Arabic letters take two bytes; as references they would take eight.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(new TextCatalog(typeof(LocalisationSetup).Assembly, strict));
        services.AddScoped(provider => provider.GetRequiredService<TextCatalog>()
            .In(provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context ? RequestLanguage.Of(context) : Languages.English));
        return services;
    }

    /// <summary>The address that chooses a language and comes back.</summary>
    public static string SwitchTo(string language, string back) =>
        $"/language/{language}?back={UrlEncoder.Default.Encode(back)}";

    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language/{language}", Choose).Needs(PermissionTable.SignIn).ExcludeFromDescription();

    private static Results<RedirectHttpResult, NotFound> Choose(string language, string? back, HttpContext context)
    {
        if (!Languages.All.Contains(language))
            return TypedResults.NotFound();
        context.Response.Cookies.Append(RequestLanguage.Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        return TypedResults.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    /// <summary>Only paths of this site: a link must not lead people elsewhere.</summary>
    private static bool IsLocal(string? path) =>
        path is ['/', ..] && (path.Length == 1 || (path[1] != '/' && path[1] != '\\')) && !path.Any(char.IsControl);
}
