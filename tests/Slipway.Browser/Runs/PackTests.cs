using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Slipway.Testing;

namespace Slipway.Browser.Runs;

/// <summary>The offline pack in a real browser, from a disk.</summary>
public sealed partial class PackTests(Browsing browsing)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public async Task Opens_from_a_disk_asks_nobody_fits_a_phone_and_prints_on_A4(string language)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File($"pack-{language}.html");
        using var client = await browsing.App.ClientAsync("administrator");
        var made = await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", speed = 1 });
        var run = JsonElement.Parse(await made.Content.ReadAsStringAsync()).GetProperty("id").GetGuid();
        await File.WriteAllTextAsync(file, await client.GetStringAsync($"/api/v1/runs/{run}/pack?language={language}"));

        var page = await browsing.OpenAsync(language, width: 390, height: 844);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        var complaints = page.Complaints();
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        Assert.Equal([new Uri(file).AbsoluteUri], asked);
        Assert.Empty(complaints);
        await page.AssertFits();
        Assert.Equal("650", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.tel')).fontWeight"));
        if (Environment.GetEnvironmentVariable("SLIPWAY_LOOK") is { } look)
            await page.ScreenshotAsync(new() { Path = Path.Combine(look, $"pack-{language}-390.png"), FullPage = true });

        var printed = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        var sizes = MediaBox().Matches(printed).Select(box => (Math.Round(double.Parse(box.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)), Math.Round(double.Parse(box.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)))).ToList();
        Assert.InRange(sizes.Count, 2, 20);
        // 210 × 297 mm in points.
        Assert.All(sizes, size => Assert.Equal((595, 842), size));
    }

    [GeneratedRegex(@"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]")]
    private static partial Regex MediaBox();
}
