using Microsoft.Playwright;
using Slipway.Testing;

namespace Slipway.Browser;

/// <summary>The pages' script, on a page made for it and a clock that the test turns.</summary>
public sealed class ScriptTests(Browsing browsing)
{
    private const string Clock =
        """
        <main data-live="20"><section data-clock data-now="2026-11-14T00:17:42Z" data-t0="2026-11-14T00:00:00Z" data-offset="7200" data-speed="1" data-day="d">
        <b data-tick="main">T+00:17</b><small data-tick="seconds">:42</small><i data-tick="local">02:17</i>
        <svg><g class="hand-s" transform="rotate(252 50 50)"></g></svg></section>
        <svg><svg id="chart-now" x="20%" data-from="2026-11-13T23:30:00Z" data-to="2026-11-14T04:30:00Z" data-x="10% 100%"><text data-tick="t">T+00:17</text><text data-tick="now" data-seen="last seen 02:17">02:17 now</text></svg></svg>
        <span id="left" data-until="2026-11-14T01:02:00Z">45 min</span><span id="far" data-until="2026-11-14T03:15:00Z">2 h 58</span>
        <p id="note" data-stale-note hidden>No news since <time></time></p></main>
        """;

    [Fact]
    public async Task The_clock_the_now_line_and_what_is_left_go_on_between_two_answers()
    {
        var page = await OpenAsync(Clock);
        await page.Clock.RunForAsync(19_000);
        Assert.Equal(("T+00:18", ":01", "02:18"), (await Text(page, "[data-tick=main]"), await Text(page, "[data-tick=seconds]"), await Text(page, "[data-tick=local]")));
        Assert.Equal("rotate(6 50 50)", await page.Locator(".hand-s").GetAttributeAsync("transform"));
        // 48 minutes and a second of 300, on the 90% between 10 and 100.
        Assert.Equal("24.41%", await page.Locator("#chart-now").GetAttributeAsync("x"));
        Assert.Equal(("T+00:18", "02:18 now"), (await Text(page, "[data-tick=t]"), await Text(page, "[data-tick=now]")));
        Assert.Equal(("43 min", "2 h 58"), (await Text(page, "#left"), await Text(page, "#far")));
    }

    [Theory]
    [InlineData("2026-11-13T23:59:30Z", "T−00:00", ":30", "T−00:01")]
    [InlineData("2026-11-02T07:41:00Z", "T−11 d 16:19", ":00", "T−11 d 16:19")]
    public async Task Before_T0_it_counts_down(string now, string main, string seconds, string head)
    {
        var page = await OpenAsync(Clock.Replace("2026-11-14T00:17:42Z", now, StringComparison.Ordinal));
        Assert.Equal((main, seconds, head), (await Text(page, "[data-tick=main]"), await Text(page, "[data-tick=seconds]"), await Text(page, "[data-tick=t]")));
    }

    [Fact]
    public async Task A_rehearsal_at_sixty_times_runs_sixty_times_as_fast()
    {
        var page = await OpenAsync(Clock.Replace("data-speed=\"1\"", "data-speed=\"60\"", StringComparison.Ordinal));
        await page.Clock.RunForAsync(10_000);
        Assert.Equal("T+00:27", await Text(page, "[data-tick=main]"));
    }

    [Fact]
    public async Task When_news_stop_the_page_says_since_when_and_the_clock_goes_on()
    {
        var page = await OpenAsync(Clock);
        await page.Clock.RunForAsync(25_000);
        Assert.NotNull(await page.Locator("html").GetAttributeAsync("data-stale"));
        Assert.Equal("No news since 02:17", await Text(page, "#note"));
        Assert.True(await page.Locator("#note").IsVisibleAsync());
        Assert.Equal("last seen 02:17", await Text(page, "[data-tick=now]"));
        Assert.Equal("T+00:18", await Text(page, "[data-tick=main]"));
        await page.EvaluateAsync("document.querySelector('main').dispatchEvent(new CustomEvent('beat', { bubbles: true, detail: { data: '2026-11-14T00:20:00Z' } }))");
        Assert.Null(await page.Locator("html").GetAttributeAsync("data-stale"));
        Assert.False(await page.Locator("#note").IsVisibleAsync());
        Assert.Equal(("T+00:20", "02:20 now"), (await Text(page, "[data-tick=main]"), await Text(page, "[data-tick=now]")));
    }

    [Fact]
    public async Task What_is_open_typed_and_reached_outlives_an_exchange_of_fragments()
    {
        const string fragment =
            """<details id="more"><summary>More</summary><p>x</p></details><input id="why" value="old"><select id="kind"><option>a<option>b</select><svg id="t-load"><a href="#t-load"><text>Load</text></a></svg>""";
        var page = await OpenAsync($"<main id=\"part\">{fragment}</main>");
        await page.Locator("summary").ClickAsync();
        await page.Locator("#why").FillAsync("because");
        await page.Locator("#kind").SelectOptionAsync("b");
        await page.Locator("#t-load a").FocusAsync();
        await ExchangeAsync(page, fragment);
        Assert.True(await page.Locator("#more p").IsVisibleAsync());
        Assert.Equal(("because", "b"), (await page.Locator("#why").InputValueAsync(), await page.Locator("#kind").InputValueAsync()));
        Assert.Equal("t-load", await page.EvaluateAsync<string>("document.activeElement.parentNode.id"));
    }

    [Fact]
    public async Task A_chosen_file_and_fields_that_only_their_form_knows_outlive_an_exchange_too()
    {
        const string fragment =
            """<form id="form-a"><select name="For"><option value="">myself<option value="farah">farah</select><input type="checkbox" name="Phone" value="true"></form><form id="form-b"><select name="For"><option value="">myself<option value="farah">farah</select><input id="file" type="file"></form><textarea id="last"></textarea>""";
        var page = await OpenAsync($"<main id=\"part\">{fragment}</main>");
        await page.Locator("#form-b select").SelectOptionAsync("farah");
        await page.Locator("#form-a [name=Phone]").CheckAsync();
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "proof.txt", MimeType = "text/plain", Buffer = [1] });
        await page.Locator("#last").FillAsync("after the file");
        await ExchangeAsync(page, fragment);
        Assert.Equal(("", "farah"), (await page.Locator("#form-a select").InputValueAsync(), await page.Locator("#form-b select").InputValueAsync()));
        Assert.True(await page.Locator("#form-a [name=Phone]").IsCheckedAsync());
        Assert.Equal("proof.txt", await page.EvaluateAsync<string>("document.getElementById('file').files[0].name"));
        Assert.Equal("after the file", await page.Locator("#last").InputValueAsync());
    }

    [Fact]
    public async Task What_a_refused_form_shows_again_outlives_an_exchange_for_a_page_that_does_not()
    {
        var page = await OpenAsync("""<div data-answers></div><main id="part"><textarea id="why">A long reason</textarea></main>""");
        await ExchangeAsync(page, """<textarea id="why"></textarea>""");
        Assert.Equal("A long reason", await page.Locator("#why").InputValueAsync());
    }

    [Fact]
    public async Task What_was_typed_for_an_act_that_is_gone_is_shown()
    {
        var page = await OpenAsync("""<p data-lost hidden>You wrote: </p><main id="part"><textarea id="why"></textarea></main>""");
        await page.Locator("#why").FillAsync("A long reason");
        await ExchangeAsync(page, "<p>Done by somebody else.</p>");
        Assert.True(await page.Locator("[data-lost]").IsVisibleAsync());
        Assert.Equal("You wrote: A long reason", await Text(page, "[data-lost]"));
    }

    [Fact]
    public async Task A_weighty_act_is_sent_only_after_yes_and_only_once()
    {
        var page = await OpenAsync(
            """
            <main><form id="f" data-confirm="sure"><button name="act" value="back">Roll back</button></form>
            <dialog id="sure"><form method="dialog"><button value="yes">Yes</button><button value="no">No</button></form></dialog></main>
            """);
        await page.EvaluateAsync("addEventListener('submit', event => { if (event.target.id === 'f') { event.preventDefault(); event.target.dataset.sent = (event.target.dataset.sent ?? '') + event.submitter?.value; } })");
        await page.GetByText("Roll back").ClickAsync();
        await page.GetByText("No", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#sure")).ToBeHiddenAsync();
        await page.GetByText("Roll back").ClickAsync();
        await page.GetByText("Yes").ClickAsync();
        // Once, by the second answer: the first would have been written before it.
        await Assertions.Expect(page.Locator("#f")).ToHaveAttributeAsync("data-sent", "back");
    }

    [Fact]
    public async Task A_second_press_does_nothing_while_the_answer_is_awaited()
    {
        var page = await OpenAsync("<main><form id=\"f\"><button>Done</button></form></main>");
        await page.EvaluateAsync("window.sent = 0; addEventListener('submit', event => { event.preventDefault(); sent++; })");
        await page.Locator("button").ClickAsync();
        await page.Locator("button").ClickAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>("sent"));
        await page.Clock.RunForAsync(4_000);
        await page.Locator("button").ClickAsync();
        Assert.Equal(2, await page.EvaluateAsync<int>("sent"));
    }

    [Theory]
    [InlineData("ltr", "30%", "30%", "40%")]
    [InlineData("rtl", "10%", "10%", "45%")]
    public async Task What_a_task_waits_for_is_drawn_while_it_is_looked_at(string direction, string end, string from, string to)
    {
        var page = await OpenAsync(
            """
            <svg width="600" height="200"><svg id="lane-0" y="2rem"><svg class="task" id="t-a" x="10%" width="20%" y="1rem"><a href="#t-a"><rect width="100%" height="1rem"/></a></svg></svg>
            <svg id="lane-1" y="6rem"><svg class="task" id="t-b" x="40%" width="5%" y=".5rem" data-after="a gone"><a href="#t-b"><rect width="100%" height="1rem"/></a></svg></svg><svg id="chart-links"></svg></svg>
            """);
        await page.EvaluateAsync("direction => document.documentElement.dir = direction", direction);
        await page.Locator("#t-b a").FocusAsync();
        var lines = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#chart-links line')].map(line => ['x1', 'x2', 'y1', 'y2'].map(name => line.getAttribute(name)).join(' '))");
        Assert.Equal([$"{end} {end} 3.36rem 6.86rem", $"{from} {to} 6.86rem 6.86rem"], lines);
        await page.EvaluateAsync("document.activeElement.blur()");
        Assert.Equal(0, await page.Locator("#chart-links line").CountAsync());
    }

    [Theory]
    [InlineData("ltr", "40.6%", "5.68%")]
    [InlineData("rtl", "53.72%", "5.68%")]
    public async Task A_task_that_slips_stands_and_is_read_aloud_where_the_axis_says(string direction, string x, string width)
    {
        // From 01:30 to 09:30 on the 88% right of 12: after 145 steps of a minute, for 30.
        var page = await OpenAsync(
            """
            <svg class="chart" id="chart" data-from="2027-02-05T22:30:00Z" data-unit="60" data-span="480" data-left="12" data-offset="10800"><svg id="lane-0" y="2rem">
            <svg class="task" id="t-a" data-at="145 175" x="1%" width="2%" y="1rem"><a href="#t-a" aria-label="Open at 12:30, Waiting, 6 Feb 03:55 to 6 Feb 04:25"><rect width="100%" height="1rem"/></a></svg></svg></svg>
            """);
        await page.EvaluateAsync("direction => document.documentElement.dir = direction", direction);
        await page.EvaluateAsync("""document.dispatchEvent(new CustomEvent("patch", { detail: { data: '[["t-a",[11,12]]]' } }))""");
        Assert.Equal((x, width), (await page.Locator("#t-a").GetAttributeAsync("x"), await page.Locator("#t-a").GetAttributeAsync("width")));
        Assert.Equal("Open at 12:30, Waiting, 6 Feb 04:06 to 6 Feb 04:37", await page.Locator("#t-a a").GetAttributeAsync("aria-label"));
    }

    [Fact]
    public async Task A_page_of_a_copy_is_got_anew_when_its_line_comes_back_from_the_main_one()
    {
        var page = await OpenAsync("<p id=\"copy-line\">A copy</p>");
        await ConnectAsync();
        await page.EvaluateAsync("window.stays = true");
        await page.RunAndWaitForResponseAsync(ConnectAsync, "**/");
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
        await page.RouteAsync("**/", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<p id=main>The main one" }));
        await ConnectAsync();
        await Assertions.Expect(page.Locator("#main")).ToBeVisibleAsync();

        Task ConnectAsync() => page.EvaluateAsync("document.dispatchEvent(new CustomEvent('htmx:sse:after:connection'))");
    }

    private Task<IPage> OpenAsync(string body) => OpenAsync(browsing, body);

    internal static async Task<IPage> OpenAsync(Browsing browsing, string body)
    {
        var page = await browsing.OpenAsync();
        var script = await File.ReadAllTextAsync(Repository.At("src/Slipway/wwwroot/js/slipway.js"));
        // The clock that is installed goes on by itself until it is stopped: an hour before, so that a slow machine does not come after the moment.
        await page.Clock.InstallAsync(new() { TimeDate = new DateTime(2026, 11, 13, 23, 0, 0, DateTimeKind.Utc) });
        await page.Clock.PauseAtAsync(new DateTime(2026, 11, 14, 0, 0, 1, DateTimeKind.Utc));
        await page.RouteAsync("**/*", route => route.FulfillAsync(route.Request.Url.EndsWith(".js", StringComparison.Ordinal)
            ? new() { ContentType = "text/javascript", Body = script }
            : new() { ContentType = "text/html", Body = $"<!doctype html><html lang=en><title>x</title><body>{body}<script type=module src=/slipway.js></script></html>" }));
        await page.GotoAsync("/");
        return page;
    }

    /// <summary>What happens to a page when news of it come.</summary>
    private static async Task ExchangeAsync(IPage page, string fragment) => await page.EvaluateAsync(
        """
        fragment => {
          const part = document.getElementById("part");
          part.dispatchEvent(new CustomEvent("htmx:before:swap", { bubbles: true }));
          part.replaceChildren(document.createRange().createContextualFragment(fragment));
          part.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true }));
        }
        """,
        fragment);

    private static async Task<string> Text(IPage page, string selector) => (await page.Locator(selector).TextContentAsync())!;
}
