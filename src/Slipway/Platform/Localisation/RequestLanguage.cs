using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Slipway.Platform.Localisation;

/// <summary>In which language a request is answered: what was chosen, else the person's, else the browser's, else the launch's first.</summary>
public static class RequestLanguage
{
    /// <summary>The claim in which a signed-in person's language is kept.</summary>
    public const string Claim = "language";

    public const string Cookie = "slipway-language";

    /// <summary>For a context that no request made: what is drawn for many at once.</summary>
    public static void Set(HttpContext context, string language) => context.Items[typeof(RequestLanguage)] = language;

    /// <summary>Valid after authentication; before it, the person's language is not known yet.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items[typeof(RequestLanguage)] is string known)
            return known;
        var language = Languages.Match(context.Request.Cookies[Cookie])
            ?? Languages.Match(context.User.FindFirst(Claim)?.Value)
            ?? Languages.FromHeader(context.Request.GetTypedHeaders().AcceptLanguage)
            ?? Languages.Match(context.RequestServices.GetRequiredService<IOptions<LanguageOptions>>().Value.Fallback(context))
            ?? Languages.English;
        context.Items[typeof(RequestLanguage)] = language;
        return language;
    }
}

/// <summary>What a feature may say about languages.</summary>
public sealed class LanguageOptions
{
    /// <summary>The language of a request that names none of ours: the launch's first.</summary>
    public Func<HttpContext, string?> Fallback { get; set; } = _ => null;
}
