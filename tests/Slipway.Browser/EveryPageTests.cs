using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Notices;
using Slipway.Platform.Localisation;

namespace Slipway.Browser;

/// <summary>
/// Walks through all pages of the sample with a rehearsal going on: axe finds nothing, the keyboard reaches everything,
/// nothing is wider than the window, the browser has nothing to complain of. With SLIPWAY_LOOK=FOLDER it photographs them too.
/// </summary>
[Trait("Speed", "slow")]
public sealed partial class EveryPageTests(Browsing browsing)
{
    /// <summary>Every page of a launch and of a run.</summary>
    private static readonly (string Name, string Path)[] Pages =
    [
        ("launches", "/"),
        ("import-sheet", "/import-sheet"),
        ("launch", "/launches/usct"),
        ("plan", "/launches/usct/plan"),
        ("plan-text", "/launches/usct/plan/text"),
        ("plan-versions", "/launches/usct/plan/versions"),
        ("plan-by-workstream", "/launches/usct/plan?by=workstream"),
        ("plan-chosen", "/launches/usct/plan?task=load-postgresql"),
        ("plan-task", "/launches/usct/plan/tasks/load-postgresql"),
        ("plan-gate", "/launches/usct/plan/tasks/go"),
        ("plan-add", "/launches/usct/plan/tasks?kind=task"),
        ("plan-remove", "/launches/usct/plan/tasks/load-postgresql/remove"),
        ("plan-baseline", "/launches/usct/plan/versions/1/baseline"),
        ("issues", "/launches/usct/room/1/issues"),
        ("new-run", "/launches/usct/runs/new"),
        ("room", "/launches/usct/room/1"),
        ("room-wall", "/launches/usct/room/1?wall=true"),
        ("room-table", "/launches/usct/room/1?table=true"),
        ("control", "/launches/usct/room/1/control"),
        ("people", "/launches/usct/room/1/people"),
        ("add-task", "/launches/usct/room/1/add-task"),
        ("status", "/launches/usct/room/1/status"),
        ("tasks", "/launches/usct/tasks/1"),
        ("review", "/launches/usct/review/1"),
        ("journal", "/launches/usct/journal/1"),
        ("task", "/launches/usct/room/1/tasks/load-postgresql"),
        ("gate", "/launches/usct/room/1/gates/go"),
    ];

    [Theory]
    [InlineData("en", 1440, 900)]
    [InlineData("ar", 1440, 900)]
    [InlineData("fr", 390, 844)]
    [InlineData("ar", 320, 800)]
    public async Task Every_page_is_sound(string language, int width, int height)
    {
        var page = await browsing.OpenAsync(language, width, height);
        await page.SignInAsync("tessema");
        await HaveARunAsync(page);
        await page.GotoAsync(LocalisationSetup.SwitchTo(language, "/"));
        // While a page is looked at, it stands still.
        await page.WithoutNewsAsync();
        var wrong = new List<string>();
        foreach (var (name, path) in Pages.Append((Name: "linked-task", Path: await LinkAsync())).Where(known => width >= 1440 || known.Name != "room-wall"))
        {
            var complaints = page.Complaints();
            var answer = await page.GotoAsync(path);
            if (answer!.Status != 200)
                wrong.Add($"{name}: answers {answer.Status}");
            await PhotographAsync(page, $"{name}-{language}-{width}");
            await Try(wrong, name, page.AssertAxeFindsNothing);
            await Try(wrong, name, page.AssertFits);
            if (width >= 1440)
                await Try(wrong, name, page.AssertKeyboardReachesEverything);
            wrong.AddRange(complaints.Select(complaint => $"{name}: {complaint}"));
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>What the link in a notice opens.</summary>
    private async Task<string> LinkAsync()
    {
        var run = await browsing.App.Services.GetRequiredService<RunStore>().FindAsync("usct", 1, default);
        return NoticeLinks.Task(browsing.App.Services.GetRequiredService<TaskLinks>().Sign(run!, "load-postgresql", "farah"));
    }

    /// <summary>A rehearsal with autopilot, so fast that the pages have something to show.</summary>
    private static async Task HaveARunAsync(IPage page)
    {
        var answer = await page.GotoAsync("/launches/usct/room/1");
        if (answer!.Status == 200)
            return;
        await page.GotoAsync("/launches/usct/runs/new");
        await page.Locator("[name=Speed]").SelectOptionAsync("60");
        await page.Locator("[name=Autopilot][type=checkbox]").CheckAsync();
        await page.Locator("form.form button.go").ClickAsync();
        await page.ArrivesAsync(Room());
    }

    private static async Task PhotographAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SLIPWAY_LOOK") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }

    private static async Task Try(List<string> wrong, string name, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Xunit.Sdk.XunitException problem)
        {
            wrong.Add($"{name}: {problem.Message}");
        }
    }

    [GeneratedRegex(@"/room/\d+")]
    private static partial Regex Room();
}
