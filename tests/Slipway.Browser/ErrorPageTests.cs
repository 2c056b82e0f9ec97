using Microsoft.Playwright;

namespace Slipway.Browser;

public sealed class ErrorPageTests(Browsing browsing)
{
    [Theory]
    [InlineData("en", "ltr", "There is no such page")]
    [InlineData("fr", "ltr", "Cette page n’existe pas")]
    [InlineData("ar", "rtl", "لا توجد صفحة بهذا العنوان")]
    public async Task Says_what_to_do_next_in_the_readers_language(string language, string direction, string title)
    {
        var page = await browsing.OpenAsAsync("tessema", language);
        var complaints = page.Complaints();
        var answer = await page.GotoAsync("/nowhere");
        Assert.Equal(404, answer!.Status);
        Assert.Equal(title, await page.Locator("h1").TextContentAsync());
        Assert.Equal(direction, await page.Locator("html").GetAttributeAsync("dir"));
        await page.AssertAxeFindsNothing();
        await page.AssertKeyboardReachesEverything();
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task Fits_a_phone_and_a_desk_at_400_percent(int width)
    {
        var page = await browsing.OpenAsAsync("tessema", "ar", width, 844);
        await page.GotoAsync("/nowhere");
        await page.AssertFits();
        await page.AssertAxeFindsNothing();
    }

    [Fact]
    public async Task The_language_switch_comes_back_to_the_same_address_without_scripts()
    {
        var page = await browsing.OpenAsAsync("tessema", scripts: false);
        await page.GotoAsync("/nowhere?a=1");
        await page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        Assert.EndsWith("/nowhere?a=1", page.Url, StringComparison.Ordinal);
        Assert.Equal("ar", await page.Locator("html").GetAttributeAsync("lang"));
        await page.GotoAsync("/somewhere-else");
        Assert.Equal("ar", await page.Locator("html").GetAttributeAsync("lang"));
    }

    [Fact]
    public async Task The_first_Tab_skips_to_the_content()
    {
        var page = await browsing.OpenAsAsync("tessema");
        await page.GotoAsync("/nowhere");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task The_language_switch_leads_nowhere_else(string back)
    {
        using var client = browsing.App.Client();
        using var answer = await client.GetAsync(new Uri($"/language/fr?back={Uri.EscapeDataString(back)}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }
}
