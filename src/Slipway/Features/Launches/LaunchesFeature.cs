using System.CommandLine;
using Slipway.Platform;
using Slipway.Platform.Web;

namespace Slipway.Features.Launches;

/// <summary>The door of Launches.</summary>
public sealed class LaunchesFeature : IFeature
{
    public void AddServices(IServiceCollection services)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    public void AddCommands(Command root)
    {
    }

    public Task PrepareAsync(IServiceProvider services, ServerSettings settings, CancellationToken cancellation) => Task.CompletedTask;
}
