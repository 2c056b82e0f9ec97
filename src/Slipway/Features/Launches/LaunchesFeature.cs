using Slipway.Features.Contracts;
using Slipway.Features.Launches.Api;
using Slipway.Features.Launches.Pages;
using Slipway.Features.Launches.Sheets;
using Slipway.Platform;
using Slipway.Platform.Web;

namespace Slipway.Features.Launches;

/// <summary>The door of Launches.</summary>
public sealed class LaunchesFeature : IFeature
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<LaunchJournal>();
        services.AddSingleton<LaunchStore>();
        services.AddSingleton<ILaunches>(provider => provider.GetRequiredService<LaunchStore>());
        services.AddSingleton<ReadingTurn>();
        services.AddSingleton<ImportLaunch>();
        services.AddSingleton<ImportAtStart>();
        services.AddSingleton<SheetShelf>();
        services.AddSingleton<SheetDrafts>();
        services.AddSingleton<TakeSheet>();
        services.AddSingleton<SheetPages>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => LaunchesApi.Map(endpoints);

    public async Task PrepareAsync(IServiceProvider services, ServerSettings settings, CancellationToken cancellation)
    {
        // Not waited for: a plan that cannot be read is a fault for whoever asks for it, not for the start.
        _ = Task.Run(() => services.GetRequiredService<LaunchStore>().ReadAheadAsync(cancellation), cancellation);
        await services.GetRequiredService<LaunchJournal>().CatchUpAsync(cancellation);
        await services.GetRequiredService<ImportAtStart>().ImportAsync(settings.LaunchFolder, settings.Plays, settings.Words, cancellation);
    }
}
