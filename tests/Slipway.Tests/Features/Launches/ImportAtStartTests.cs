using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Slipway.Formats.Plans;
using Slipway.Features.Contracts;
using Slipway.Platform;
using Slipway.Platform.Web;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Launches;

public sealed class ImportAtStartTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    [Fact]
    public async Task Without_a_folder_the_sample_is_there_with_a_t0_to_come()
    {
        await using var app = await SlipwayApp.StartAsync(adjust: services => services.AddSingleton<IClock>(new FakeClock(Now)));
        var sample = Assert.Single(await app.Services.GetRequiredService<ILaunches>().ListAsync(default));
        Assert.Equal(("usct", true, Instant.FromUtc(2026, 12, 11, 23, 0)), (sample.Id, sample.Sample, sample.T0));
    }

    [Fact]
    public async Task A_folder_is_imported_as_it_stands()
    {
        using var folder = Folder(LaunchTexts.Of("registry"));
        await using var app = await SlipwayApp.StartAsync(settings => settings with { LaunchFolder = folder.Path });
        var launches = app.Services.GetRequiredService<ILaunches>();
        Assert.Equal(("registry", false), (Assert.Single(await launches.ListAsync(default)).Id, Assert.Single(await launches.ListAsync(default)).Sample));
        Assert.Equal(LaunchTexts.Of("registry"), (await launches.CurrentAsync("registry", default))!.Texts);
    }

    [Fact]
    public async Task A_folder_that_is_there_already_is_left_alone_whatever_it_holds_now()
    {
        using var data = new TemporaryFolder();
        using var folder = Folder(LaunchTexts.Of("registry"));
        await (await StartAsync(data, folder)).DisposeAsync();
        await File.WriteAllTextAsync(folder.File("launch.yaml"), LaunchTexts.Of("registry", "Changed").LaunchYaml);

        await using var again = await StartAsync(data, folder);

        var version = await again.App.Services.GetRequiredService<ILaunches>().CurrentAsync("registry", default);
        Assert.Equal((1, "Civil registry"), (version!.Number, version.Plan.Launch.Title.In("en")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_as_a_plan_ends_the_start_with_each_error_at_its_place()
    {
        using var folder = Folder(LaunchTexts.Of("registry", extra: "- { id: load, titel: Twice }"));
        var unusable = await Assert.ThrowsAsync<UnusableInputException>(() => SlipwayApp.StartAsync(settings => settings with { LaunchFolder = folder.Path }));
        Assert.Contains($"{folder.File("cutover.yaml")}:7:17: error: ", unusable.Message, StringComparison.Ordinal);
        Assert.Contains("[unknown-key]", unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var unusable = await Assert.ThrowsAsync<UnusableInputException>(() => SlipwayApp.StartAsync(settings => settings with { LaunchFolder = "/nowhere/at-all" }));
        Assert.Contains("/nowhere/at-all", unusable.Message, StringComparison.Ordinal);
    }

    private static Task<SlipwayServer> StartAsync(TemporaryFolder data, TemporaryFolder folder) => SlipwayServer.StartAsync(
        new() { Place = Slipway.Platform.Storage.DatabasePlace.Folder(data.Path), Urls = ["http://127.0.0.1:0"], LaunchFolder = folder.Path, Words = TextWriter.Null }, Program.Features);

    private static TemporaryFolder Folder(PlanTexts texts)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("launch.yaml"), texts.LaunchYaml);
        File.WriteAllText(folder.File("cutover.yaml"), texts.CutoverYaml);
        return folder;
    }
}
