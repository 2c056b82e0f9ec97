using Microsoft.Playwright;
using NodaTime;
using Slipway.Platform.Localisation;
using Slipway.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Slipway.Browser.Runs;

/// <summary>What keeps a room true: its stream, its alarms, and words when they fail.</summary>
public sealed class LivePageTests(Browsing browsing)
{
    [Fact]
    public async Task A_page_comes_alive_though_its_scripts_come_late()
    {
        var page = await browsing.OpenAsAsync("tessema");
        var room = await RehearseAsync(page);
        await page.RouteAsync("**/hx-*.js", async route =>
        {
            // Late: htmx has run, and so has whatever it left for a moment after.
            await page.WaitForFunctionAsync("() => window.htmx", null, new() { PollingInterval = 50 });
            await page.EvaluateAsync("() => new Promise(done => setTimeout(done))");
            await route.ContinueAsync();
        });
        var connected = page.WaitForRequestAsync("**/live?*");
        await page.GotoAsync(room);
        await connected;
    }

    [Fact]
    public async Task A_room_without_news_says_so_and_stops_saying_so_when_they_come()
    {
        var page = await browsing.OpenAsAsync("tessema");
        var room = await RehearseAsync(page);
        await page.Clock.InstallAsync();
        await page.GotoAsync(room);
        await Expect(page.Locator("[data-stale-note]")).ToBeHiddenAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync(25_000);
        await Expect(page.Locator("[data-stale-note]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-stale-note] time")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d$"));
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("[data-stale-note]")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public async Task The_status_is_copied_in_each_language(string language)
    {
        var page = await browsing.OpenAsAsync("tessema");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync(await RehearseAsync(page));
        await page.GetByRole(AriaRole.Link, new() { Name = "Copy status" }).ClickAsync();
        var text = await page.Locator($"#status-{language}").InputValueAsync();
        await page.Locator($"[data-copy='#status-{language}']").ClickAsync();
        Assert.Equal(text, (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ReplaceLineEndings("\n"));
        Assert.True(text.Split('\n').Length >= 4, text);
    }

    [Fact]
    public async Task An_alarm_is_told_by_itself_and_stays_away_when_it_was_seen()
    {
        await using var drill = await LiveDrill.StartAsync(browsing);
        await DrillTests.BeginAsync(drill);
        var owner = drill.Owner;
        await owner.SeesInAsync("#run-alerts", "minutes to the point of no return");
        await Expect(owner.Page.Locator("#run-alerts")).ToHaveAttributeAsync("role", "alert");
        await drill.Voice.SeesInAsync("#run-alerts", "minutes to the point of no return");
        await owner.PressAsync("Sound alarms aloud");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Mute alarms" })).ToBeVisibleAsync();
        await owner.FollowAsync("I have seen it");
        await Expect(owner.Page.Locator("[data-alarm]")).ToHaveCountAsync(0);

        drill.Clock.MoveMinutes(18);
        await owner.SeesInAsync("#run-alerts", "to the rollback deadline");
        await owner.Page.ReloadAsync();
        await owner.SeesInAsync("#run-alerts", "to the rollback deadline");

        // The machine's clock is set back: everybody in the run reads that times are wrong.
        drill.Clock.Move(Duration.FromHours(-1));
        await drill.Voice.Page.ReloadAsync();
        await drill.Voice.SeesInAsync("#run-alerts", "behind its own journal");
    }

    [Fact]
    public async Task A_finish_is_taken_back_within_half_a_minute_and_not_later()
    {
        await using var drill = await LiveDrill.StartAsync(browsing);
        await DrillTests.BeginAsync(drill);
        var manager = drill.Manager;
        await manager.FollowAsync("My tasks");
        await manager.SeesInAsync("#live h1", "Roll call");
        await manager.PressAsync("Start");
        await manager.PressAsync("Done");
        // It is not the present task any more, and can still be taken back from here.
        await manager.SeesInAsync("#live .note", "Roll call");
        await manager.PressAsync("Take back");
        await manager.SeesInAsync("#live h1", "Roll call");
        await manager.PressAsync("Done");
        await manager.SeesInAsync("#live .note", "Roll call");
        // Without news, or the next task, which is late then, would take the button away before it is pressed.
        await manager.Page.WithoutNewsAsync();
        await manager.Page.ReloadAsync();
        drill.Clock.Move(Duration.FromSeconds(31));
        await manager.PressAsync("Take back");
        await manager.SeesInAsync(".problems", "Half a minute is over");
    }

    [Fact]
    public Task A_rehearsal_of_the_samples_launch_phase_is_watched_to_its_end() => WatchAsync("600");

    [Fact]
    [Trait("Speed", "slow")]
    public Task A_rehearsal_of_the_samples_launch_phase_at_sixty_is_watched_to_its_end() => WatchAsync("60");

    /// <summary>One page that nobody touches: what it shows comes from the server alone.</summary>
    private async Task WatchAsync(string speed)
    {
        await using var app = await SlipwayApp.StartAsync();
        var page = await browsing.OpenAsync(at: app.Address);
        await page.SignInAsync("tessema");
        await page.GotoAsync(LocalisationSetup.SwitchTo("en", "/"));
        await RehearseAsync(page, speed, autopilot: true);
        var seen = new HashSet<string>();
        var patience = TimeSpan.FromMinutes(speed == "60" ? 24 : 10);
        var began = System.Diagnostics.Stopwatch.StartNew();
        while (await page.Locator("#room-top .chip").GetAttributeAsync("data-s") is "running" && began.Elapsed < patience)
        {
            seen.Add(await page.Locator("#room-log li").First.InnerTextAsync());
            await Expect(page.Locator("#room-log")).Not.ToContainTextAsync(seen.Last(), new() { Timeout = 120_000 }).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        await Expect(page.Locator("#room-band .verdict")).ToContainTextAsync("Complete at");
        Assert.True(seen.Count > 3, string.Join('\n', seen));
        await Expect(page.Locator("[data-stale-note]")).ToBeHiddenAsync();
        await AssertShowsWhatANewPageShowsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Read the review" }).ClickAsync();
        await Expect(page.GetByText("Journal verified")).ToBeVisibleAsync();
    }

    /// <summary>Of hundreds of differences that it was sent none was lost or put in the wrong place.</summary>
    private static async Task AssertShowsWhatANewPageShowsAsync(IPage page)
    {
        const string parts = "['room-top', 'run-alerts', 'room-side', 'room-gate', 'room-issues', 'room-links', 'room-log', 'room-hand', 'chart'].map(id => document.getElementById(id)).map(" + PatchTests.Plain + ")";
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        var shown = await other.EvaluateAsync<string[]>(parts);
        await page.WaitForFunctionAsync($"shown => {parts}.every((part, index) => part === shown[index])", shown).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(shown, await page.EvaluateAsync<string[]>(parts));
        await other.CloseAsync();
    }

    /// <summary>Starts a rehearsal by the form; the room's address.</summary>
    private static async Task<string> RehearseAsync(IPage page, string speed = "1", bool autopilot = false)
    {
        await page.GotoAsync("/launches/usct/runs/new");
        await page.Locator("[name=Speed]").SelectOptionAsync(speed);
        await page.Locator("[name=Autopilot][type=checkbox]").SetCheckedAsync(autopilot);
        await page.Locator("form.form button.go").ClickAsync();
        await page.ArrivesAsync(new("/room/"));
        return page.Url;
    }
}
