using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Slipway.Browser;
using Slipway.Platform.Localisation;
using Slipway.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Browsing))]

namespace Slipway.Browser;

/// <summary>One browser and one server for all tests of this project; each test opens pages of its own.</summary>
public sealed class Browsing : IAsyncLifetime
{
    /// <summary>Milliseconds for what comes at once on a quiet machine; it only ends a test that would else hang.</summary>
    public const int Patience = 3 * 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private SlipwayApp? app;

    public SlipwayApp App => app!;

    public async ValueTask InitializeAsync()
    {
        // A text that is missing fails the test instead of showing its key.
        app = await SlipwayApp.StartAsync(adjust: services => services.Replace(ServiceDescriptor.Singleton(new TextCatalog(typeof(TextCatalog).Assembly, strict: true))));
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of somebody who is not signed in.</summary>
    /// <param name="at">Another server than that of all tests.</param>
    public async Task<IPage> OpenAsync(string language = "en", int width = 1440, int height = 900, bool scripts = true, Uri? at = null)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = (at ?? App.Address).ToString(),
            Locale = language,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>A window of somebody of the sample launch: who is signed in is shown what a stranger is not, such as that an address is wrong.</summary>
    public async Task<IPage> OpenAsAsync(string person, string language = "en", int width = 1440, int height = 900, bool scripts = true, Uri? at = null)
    {
        var page = await OpenAsync(language, width, height, scripts, at);
        await page.SignInAsync(person);
        // Chosen, because the person's own language goes before the browser's.
        await page.GotoAsync(LocalisationSetup.SwitchTo(language, "/"));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
    }
}
