using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Cutover;
using Slipway.Features.Cutover.Api;
using Slipway.Planning.Runs;
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
