using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Api;
using Slipway.Planning.Runs;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Pages;

public sealed class NewRunPageTests
{
    [Fact]
    public async Task A_rehearsal_goes_fast_with_the_autopilot_and_at_the_pace_of_life_without_unless_a_speed_is_chosen()
    {
        await using var app = await SlipwayApp.StartAsync();
        Assert.Equal(60, await SpeedAsync(app, autopilot: true, speed: ""));
        Assert.Equal(1, await SpeedAsync(app, autopilot: false, speed: ""));
        Assert.Equal(10, await SpeedAsync(app, autopilot: false, speed: "10"));
    }

    [Fact]
    public async Task Automated_tasks_act_in_a_rehearsal_where_that_is_chosen_and_a_second_person_has_approved_the_plan()
    {
        await using var app = await SlipwayApp.StartAsync(settings => settings with
        {
            LaunchFolder = Repository.At("examples/usct/service"),
            Plays = true,
            // All that the launch's tasks name is there, but for the servers that they would ask; nothing is released here.
            CommandFolders = [Repository.At("examples/usct/service")],
        });
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync("button[value='tessema']");

        await browser.GoAsync("/launches/usct-service/runs/new");
        Assert.Equal(["false"], browser.Page.QuerySelectorAll("#Acts option").Select(option => option.GetAttribute("value")));
        await browser.PressAsync("main form button", ("Autopilot", "false"));
        Assert.False((await RunsAsync(app)).Single().State.Acts);

        await browser.GoAsync("/launches/usct-service/plan/versions/1/baseline");
        await browser.PressAsync("main form button");
        await browser.GoAsync("/launches/usct-service/runs/new");
        Assert.Equal(["false", "true"], browser.Page.QuerySelectorAll("#Acts option").Select(option => option.GetAttribute("value")));
        await browser.PressAsync("main form button", ("Autopilot", "true"), ("Acts", "true"));
        // It was asked for what it needs, which this machine does not have.
        Assert.Contains("USCT_REHEARSAL_PASSWORD", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await RunsAsync(app));
    }

    private static async Task<IReadOnlyList<Run>> RunsAsync(SlipwayApp app) => await app.Services.GetRequiredService<RunStore>().OfLaunchAsync("usct-service", default);

    [Theory]
    [InlineData(null, true, 60)]
    [InlineData(null, false, 1)]
    [InlineData(5.0, true, 5)]
    public void The_api_takes_the_same_speeds(double? speed, bool autopilot, double expected) =>
        Assert.Equal(expected, new StartRunRequest { Speed = speed, Autopilot = autopilot }.ToWish().Wish!.Speed);

    private static async Task<double> SpeedAsync(SlipwayApp app, bool autopilot, string speed)
    {
        using var browser = new PlainBrowser(app.Address);
        await browser.GoAsync("/sign-in");
        await browser.PressAsync("button[value='tessema']");
        await browser.GoAsync("/launches/usct/runs/new");
        await browser.PressAsync("main form button", ("Autopilot", autopilot ? "true" : "false"), ("Speed", speed));
        var runs = await app.Services.GetRequiredService<RunStore>().OfLaunchAsync("usct", default);
        return runs.MaxBy(run => run.Record.Number)!.State.Speed;
    }
}
