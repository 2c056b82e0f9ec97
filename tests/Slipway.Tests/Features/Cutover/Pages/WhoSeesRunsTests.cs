using System.Net;
using System.Net.Http.Json;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Pages;

/// <summary>Each page of a run: who may look, who may act. Who is refused, <see cref="Slipway.Tests.Platform.Permissions.EveryEndpointTests"/> asks.</summary>
public sealed class WhoSeesRunsTests(WhoSeesRunsTests.Running running) : IClassFixture<WhoSeesRunsTests.Running>
{
    public static TheoryData<string> Pages =>
    [
        "/launches/usct/room/1", "/launches/usct/room/1?wall=true", "/launches/usct/room/1?table=true", "/launches/usct/room/1/control", "/launches/usct/room/1/people",
        "/launches/usct/room/1/add-task", "/launches/usct/room/1/issues", "/launches/usct/room/1/status", "/launches/usct/room/1/tasks/load-postgresql",
        "/launches/usct/room/1/gates/go", "/launches/usct/tasks/1", "/launches/usct/review/1", "/launches/usct/journal/1", "/launches/usct/runs/new",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Everybody_of_the_launch_may_look(string page)
    {
        foreach (var person in new[] { "tessema", "diallo" })
        {
            using var browser = await running.AsAsync(person);
            await browser.GoAsync(page);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.NotEmpty(browser.Heading);
        }
    }

    [Theory]
    [InlineData("/launches/usct/room/1/tasks/load-postgresql")]
    [InlineData("/launches/usct/room/1/gates/go")]
    [InlineData("/launches/usct/room/1/control")]
    [InlineData("/launches/usct/room/1/issues")]
    [InlineData("/launches/usct/tasks/1")]
    public async Task An_observer_who_is_not_on_shift_finds_no_button_that_acts(string page)
    {
        using var observer = await running.AsAsync("kebede");
        await observer.GoAsync(page);
        Assert.Empty(observer.Page.QuerySelectorAll("input[name='Form.Act'], button[name='Form.Act']"));
    }

    [Fact]
    public async Task A_task_names_what_it_comes_after_and_what_comes_then_as_links()
    {
        using var browser = await running.AsAsync("tessema");
        await browser.GoAsync("/launches/usct/room/1/tasks/load-postgresql");
        Assert.Contains("snapshot-h2", Neighbours(browser));
        await browser.GoAsync("/launches/usct/room/1/tasks/snapshot-h2");
        Assert.Contains("load-postgresql", Neighbours(browser));

        static IEnumerable<string> Neighbours(PlainBrowser browser) =>
            browser.Page.QuerySelectorAll("#live .cur dd a").Select(link => link.GetAttribute("href")!.Split('/')[^1]);
    }

    [Fact]
    public async Task An_observer_who_acts_all_the_same_is_refused_in_words()
    {
        using var observer = await running.AsAsync("kebede");
        // The only form of a run that an observer is shown, sent with another act in it.
        await observer.GoAsync("/launches/usct/room/1/add-task");
        await observer.PressAsync("main .btn.go", ("Form.Title", "Mine"), ("Form.Takes", "5m"), ("Form.Owner", "tessema"), ("Form.Deputy", "okoth"));
        Assert.Contains("for whoever leads the run", observer.Problems, StringComparison.Ordinal);
    }

    public sealed class Running : IAsyncLifetime
    {
        public SlipwayApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await SlipwayApp.StartAsync();
            using var client = await App.ClientAsync("it-operations", "tessema", "usct");
            var made = await client.PostAsJsonAsync("/api/v1/launches/usct/runs", new { mode = "rehearsal", speed = 1 });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        public async Task<PlainBrowser> AsAsync(string person)
        {
            var browser = new PlainBrowser(App.Address);
            await browser.GoAsync("/sign-in");
            await browser.PressAsync($"button[value='{person}']");
            await browser.GoAsync("/language/en?back=%2F");
            return browser;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
