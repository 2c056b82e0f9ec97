using System.CommandLine;
using Slipway.Platform.Web;

namespace Slipway.Platform;

/// <summary>A feature's door: all that the program knows of it.</summary>
public interface IFeature
{
    void AddServices(IServiceCollection services);

    void MapEndpoints(IEndpointRouteBuilder endpoints);

    void AddCommands(Command root);

    /// <summary>Runs once, after the database was brought to this version and before the first request.</summary>
    Task PrepareAsync(IServiceProvider services, ServerSettings settings, CancellationToken cancellation);
}
