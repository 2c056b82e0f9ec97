using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Browser;

/// <summary>
/// Takes the pictures of the documents: the sample's launch phase played by the autopilot on a clock that stands still
/// while a picture is taken, so that they show the same night every time. <c>scripts/pictures</c> says where they go.
/// </summary>
[Trait("Speed", "slow")]
public sealed class PicturesTests(Browsing browsing) : IAsyncLifetime
{
    private static readonly ActingActor Owner = new("tessema", [], Via.Page);

    // Two weeks and some days before the first Saturday of February.
    private readonly FakeClock clock = new(Instant.FromUtc(2027, 1, 21, 7, 0));
    private readonly TemporaryFolder temporary = new();
    private SlipwayApp app = null!;

    private string Folder => Environment.GetEnvironmentVariable("SLIPWAY_PICTURES") ?? temporary.Path;

    public async ValueTask InitializeAsync() => app = await SlipwayApp.StartAsync(adjust: services => services.AddSingleton<NodaTime.IClock>(clock));

    [Fact]
    public async Task The_pictures_of_the_documents_can_be_taken()
    {
        var started = await app.Services.GetRequiredService<StartRun>().HandleAsync("usct", new RunWish { Autopilot = true, Seed = 7 }, null, Owner, default);
        var run = Assert.IsType<ActResult.Done>(started).Run;
        await PlayAsync(run.Id, Duration.FromMinutes(75));
        await TakeAsync("launch", "/launches/usct");
        await TakeAsync("plan", "/launches/usct/plan");
        await TakeAsync("room", "/launches/usct/room/1");
        await TakeAsync("room-wall", "/launches/usct/room/1?wall=true", width: 1920, height: 1080);
        await TakeAsync("room-phone-arabic", "/launches/usct/room/1", "ar", 390, 844);
        await TakeAsync("my-tasks-phone", "/launches/usct/tasks/1", "fr", 390, 844);
        await TakeAsync("gate", "/launches/usct/room/1/gates/go");
        await PlayAsync(run.Id, Duration.FromHours(12));
        await TakeAsync("review", "/launches/usct/review/1");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        temporary.Dispose();
    }

    /// <summary>Lets time pass, and the autopilot catch up with it.</summary>
    private async Task PlayAsync(Guid id, Duration time)
    {
        clock.Advance(time);
        var keeper = ActivatorUtilities.CreateInstance<RunKeeper>(app.Services);
        await keeper.KeepAsync((await app.Services.GetRequiredService<RunStore>().LoadAsync(id, default))!, default);
    }

    private async Task TakeAsync(string name, string path, string language = "en", int width = 1440, int height = 900)
    {
        var page = await browsing.OpenAsAsync("tessema", language, width, height, at: app.Address);
        // What is photographed stands still.
        await page.RouteAsync("**/live?*", route => route.AbortAsync());
        Assert.Equal(200, (await page.GotoAsync(path))!.Status);
        var file = Path.Combine(Folder, name + ".png");
        await page.ScreenshotAsync(new() { Path = file });
        Assert.True(new FileInfo(file).Length > 10_000, $"{file} shows next to nothing.");
        await page.Context.CloseAsync();
    }
}
