using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class RequestLanguageTests
{
    [Theory]
    [InlineData("ar", "fr", "en", "en", "ar")]
    [InlineData(null, "fr", "en", "en", "fr")]
    [InlineData(null, null, "pt, ar-DJ;q=0.8, fr;q=0.9", "en", "fr")]
    [InlineData(null, null, "pt", "ar", "ar")]
    [InlineData("xx", "xx", null, null, "en")]
    public void The_choice_comes_first_then_the_person_then_the_browser_then_the_launch(
        string? cookie, string? person, string? browser, string? launch, string expected)
    {
        var services = new ServiceCollection().AddLocalisation(strict: true);
        services.Configure<LanguageOptions>(options => options.Fallback = _ => launch);
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider() };
        if (cookie is not null)
            context.Request.Headers.Cookie = $"{RequestLanguage.Cookie}={cookie}";
        if (browser is not null)
            context.Request.Headers.AcceptLanguage = browser;
        if (person is not null)
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(RequestLanguage.Claim, person)], "test"));
        Assert.Equal(expected, RequestLanguage.Of(context));
    }
}
