using Slipway.Features.Contracts;
using Slipway.Platform;
using Slipway.Platform.Web;

namespace Slipway.Features.Launches;

/// <summary>The door of Launches.</summary>
public sealed class LaunchesFeature : IFeature
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<LaunchStore>();
        services.AddSingleton<ILaunches>(provider => provider.GetRequiredService<LaunchStore>());
        services.AddSingleton<ImportAtStart>();
    }

    public Task PrepareAsync(IServiceProvider services, ServerSettings settings, CancellationToken cancellation) =>
        services.GetRequiredService<ImportAtStart>().ImportAsync(settings.LaunchFolder, cancellation);
}
