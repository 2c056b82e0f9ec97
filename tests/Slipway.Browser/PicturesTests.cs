using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Platform.Web;
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

    public async ValueTask InitializeAsync() => app = await StartAsync(settings => settings);

    [Fact]
    public async Task The_pictures_of_the_documents_can_be_taken()
    {
        var started = await app.Services.GetRequiredService<StartRun>().HandleAsync("usct", new RunWish { Autopilot = true, Seed = 7 }, null, Owner, null, default);
        var run = Assert.IsType<ActResult.Done>(started).Run;
        await PlayAsync(run.Id, 75);
        var page = await browsing.OpenAsAsync("tessema", at: app.Address);
        // What is photographed stands still.
        await page.WithoutNewsAsync();
        await TakeAsync(page, "launch", "/launches/usct");
        await TakeAsync(page, "plan", "/launches/usct/plan");
        await TakeAsync(page, "room", "/launches/usct/room/1");
        await TakeAsync(page, "room-wall", "/launches/usct/room/1?wall=true", width: 1920, height: 1080);
        await TakeAsync(page, "room-phone-arabic", "/launches/usct/room/1", "ar", 390, 844);
        await TakeAsync(page, "my-tasks-phone", "/launches/usct/tasks/1", "fr", 390, 844);
        await TakeAsync(page, "gate", "/launches/usct/room/1/gates/go");
        await PlayAsync(run.Id, 12 * 60);
        Assert.False((await app.Services.GetRequiredService<RunStore>().LoadAsync(run.Id, default))!.IsOpen, "The rehearsal did not come to its end.");
        await TakeAsync(page, "review", "/launches/usct/review/1");
    }

    [Fact]
    public async Task The_pictures_of_a_release_can_be_taken()
    {
        await app.DisposeAsync();
        app = await StartAsync(settings => settings with { LaunchFolder = Repository.At("examples/usct/service"), Plays = true });
        var started = await app.Services.GetRequiredService<StartRun>().HandleAsync("usct-service", new RunWish { Autopilot = true, Seed = 7 }, null, Owner, null, default);
        await PlayAsync(Assert.IsType<ActResult.Done>(started).Run.Id, 5);
        var page = await browsing.OpenAsAsync("tessema", at: app.Address);
        await page.WithoutNewsAsync();
        await TakeAsync(page, "release-approval", "/launches/usct-service/plan/versions/1/baseline", height: 1200);
        await TakeAsync(page, "release-room", "/launches/usct-service/room/1", height: 1040);
        await TakeAsync(page, "release-gate", "/launches/usct-service/room/1/gates/go");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        temporary.Dispose();
    }

    private Task<SlipwayApp> StartAsync(Func<ServerSettings, ServerSettings> adjust) =>
        SlipwayApp.StartAsync(adjust, services => services.AddSingleton<NodaTime.IClock>(clock));

    /// <summary>Lets time pass minute by minute, and the autopilot act in each, until then or until the run is over.</summary>
    private async Task PlayAsync(Guid id, int minutes)
    {
        using var keeper = ActivatorUtilities.CreateInstance<RunKeeper>(app.Services);
        var runs = app.Services.GetRequiredService<RunStore>();
        for (var minute = 0; minute < minutes && await runs.LoadAsync(id, default) is { IsOpen: true } run; minute++)
        {
            clock.AdvanceMinutes(1);
            await keeper.KeepAsync(run, default);
        }
    }

    private async Task TakeAsync(IPage page, string name, string path, string language = "en", int width = 1440, int height = 900)
    {
        await page.SetViewportSizeAsync(width, height);
        Assert.Equal(200, (await page.GotoAsync(LocalisationSetup.SwitchTo(language, path)))!.Status);
        var file = Path.Combine(Folder, name + ".png");
        await page.ScreenshotAsync(new() { Path = file });
        Assert.True(new FileInfo(file).Length > 10_000, $"{file} shows next to nothing.");
    }
}
