using System.CommandLine;
using Slipway.Platform.Web;

namespace Slipway.Platform;

/// <summary>A feature's door: all that the program knows of it. A feature writes the methods that it needs.</summary>
public interface IFeature
{
    void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Middleware, before a request is routed and its sender known.</summary>
    void Use(WebApplication app)
    {
    }

    void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    void AddCommands(Command root)
    {
    }

    /// <summary>Runs once, after the database was brought to this version and before the first request.</summary>
    Task PrepareAsync(IServiceProvider services, ServerSettings settings, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>What the server says on the console once it listens: one line each.</summary>
    IAsyncEnumerable<string> GreetAsync(IServiceProvider services, Uri address, CancellationToken cancellation) => AsyncEnumerable.Empty<string>();
}
