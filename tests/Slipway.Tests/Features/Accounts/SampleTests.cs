using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Contracts;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Accounts;

/// <summary>The sample: people choose who they are.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private readonly Bar bar = new();
    private SlipwayApp app = null!;

    public async ValueTask InitializeAsync() => app = await SlipwayApp.StartAsync(adjust: services => services.AddSingleton<IRoleSwitchBar>(bar));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Somebody_becomes_a_person_and_then_another_without_a_password()
    {
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/");
        Assert.Equal("/sign-in", browser.Where.AbsolutePath);
        var people = browser.Page.QuerySelectorAll("button[name=person]");
        Assert.True(people.Length > 5);
        var (first, second) = (people[0].GetAttribute("value"), people[1].GetAttribute("value"));
        await browser.PressAsync($"button[value='{first}']");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var was = browser.Page.QuerySelector("header summary")?.TextContent;
        await browser.GoAsync("/sign-in");
        await browser.PressAsync($"button[value='{second}']");
        Assert.NotEqual(was, browser.Page.QuerySelector("header summary")?.TextContent);
    }

    [Fact]
    public async Task While_switching_is_barred_nobody_becomes_somebody_else_and_everybody_stays_who_they_are()
    {
        using var inside = new PlainBrowser(app.Address);
        await inside.GoAsync("/sign-in");
        await inside.PressAsync("button[name=person]");
        var me = inside.Page.QuerySelector("header summary")?.TextContent;
        using var waiting = new PlainBrowser(app.Address);
        await waiting.GoAsync("/sign-in");

        bar.Bars = true;

        await waiting.PressAsync("button[name=person]");
        Assert.Contains("not possible now", waiting.Problems, StringComparison.Ordinal);
        await inside.GoAsync("/sign-in");
        Assert.Null(inside.Page.QuerySelector("[name=person]"));
        // What to do, in whatever language that person has.
        Assert.Contains("slipway token create", inside.Page.QuerySelector(".wrap")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(me, (await inside.GoAsync("/people-links")).Page.QuerySelector("header summary")?.TextContent);
        bar.Bars = false;
    }

    [Fact]
    public async Task The_administrator_of_the_sample_can_make_links()
    {
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/sign-in?back=/people-links");
        await browser.PressAsync("form[action*='Become']:last-of-type button:not([name])");
        Assert.Equal(("/people-links", HttpStatusCode.OK), (browser.Where.AbsolutePath, browser.Status));
    }

    private sealed class Bar : IRoleSwitchBar
    {
        public bool Bars { get; set; }

        public Task<bool> BarsAsync(CancellationToken cancellation) => Task.FromResult(Bars);
    }
}
