using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

public static class IdentityServices
{
    private const string Any = "any";

    /// <summary>What the command line needs too.</summary>
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<AccountRecord>();
        services.AddSingleton<ApiTokens>();
    }

    public static void AddSlipwayIdentity(this IServiceCollection services)
    {
        services.AddTokens();
        services.AddIdentityCore<Account>(PasswordRules.Configure)
            .AddEntityFrameworkStores<SlipwayDb>()
            .AddPasswordValidator<PasswordRules>();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<TokenMemory>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<UnknownNames>();
        services.AddScoped<HoldUp>();
        services.AddScoped<OneTimeLinks>();
        services.AddScoped<AccountBook>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<SessionLength>();
        services.AddScoped<Sessions>();

        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddCookie(Sessions.Scheme, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
    }

    /// <summary>A cookie never acts through the API: another site could make a browser send it.</summary>
    private static string SchemeOf(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
            return TokenAuthentication.SchemeName;
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return context.Request.Path.StartsWithSegments("/api") && !reads ? TokenAuthentication.SchemeName : Sessions.Scheme;
    }
}
