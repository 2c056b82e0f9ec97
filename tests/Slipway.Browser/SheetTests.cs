using Microsoft.Playwright;
using Slipway.Testing;

namespace Slipway.Browser;

/// <summary>A sheet that nobody prepared becomes a checked plan in a real browser; every step is sound in each language.</summary>
public sealed class SheetTests(Browsing browsing)
{
    [Theory, Trait("Speed", "slow")]
    [InlineData("en", 1440, 900)]
    [InlineData("ar", 390, 844)]
    [InlineData("ar", 1440, 900)]
    public Task A_sheet_becomes_a_launch_and_every_step_is_sound(string language, int width, int height) => StepByStepAsync(language, width, height, scripts: true);

    [Fact]
    public Task A_sheet_becomes_a_launch_without_scripts_on_a_phone() => StepByStepAsync("fr", 390, 844, scripts: false);

    [Fact, Trait("Speed", "slow")]
    public async Task The_page_that_takes_only_sheets_is_sound()
    {
        var page = await browsing.OpenAsAsync("tessema");
        await page.GotoAsync("/import-sheet");
        await SoundAsync(page, "sheet-upload-en-1440", scripts: true);
        await page.Locator("#File").SetInputFilesAsync(new FilePayload { Name = "plan.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
        await page.Locator("main form .go").ClickAsync();
        await page.Locator(".problems").WaitForAsync();
        await SoundAsync(page, "sheet-upload-wrong-en-1440", scripts: true);
    }

    private async Task StepByStepAsync(string language, int width, int height, bool scripts)
    {
        var id = $"permits-{language}-{width}";
        var page = await browsing.OpenAsAsync("tessema", language, width, height, scripts);
        var complaints = page.Complaints();
        await SoundAsync(page, $"launches-{language}-{width}", scripts);
        await page.Locator("#Files").SetInputFilesAsync(Repository.At("examples/sheets/cutover.csv"));
        await page.Locator("#add .go").ClickAsync();

        await page.ArrivesAsync(new("/import-sheet/[^/]+$"));
        await SoundAsync(page, $"sheet-columns-{language}-{width}", scripts);
        Assert.Equal("takes:m", await page.Locator("[name='Sheets[0].Columns[5].Use']").InputValueAsync());
        await page.Locator("main p .go").ClickAsync();

        await page.ArrivesAsync(new("/launch$"));
        await SoundAsync(page, $"sheet-launch-{language}-{width}", scripts);
        await page.Locator("#TitleEn").FillAsync("Permits office");
        await page.Locator("#Id").FillAsync(id);
        await page.Locator("#Zone").FillAsync("Djibouti");
        await page.Locator("#T0").FillAsync("2027-02-05T22:00");
        await page.Locator("#Closes").FillAsync("T+11h");
        await page.Locator("main form .go").ClickAsync();

        await page.Locator(".problems").WaitForAsync();
        await SoundAsync(page, $"sheet-launch-wrong-{language}-{width}", scripts);
        await page.Locator("#Zone").FillAsync("Africa/Djibouti");
        await page.Locator("main form .go").ClickAsync();

        await page.ArrivesAsync(new("/checks$"));
        await SoundAsync(page, $"sheet-checks-{language}-{width}", scripts);
        Assert.Contains("F14", await page.Locator(".find bdi").AllInnerTextsAsync());
        await page.Locator("main form .go").ClickAsync();

        await page.ArrivesAsync(new($@"/\?added={id}$"));
        await SoundAsync(page, $"launches-added-{language}-{width}", scripts);
        Assert.Empty(complaints);
    }

    private static async Task SoundAsync(IPage page, string name, bool scripts)
    {
        if (Environment.GetEnvironmentVariable("SLIPWAY_LOOK") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        await page.AssertFits();
        if (!scripts)
            return;
        await page.AssertAxeFindsNothing();
        await page.AssertKeyboardReachesEverything();
    }
}
