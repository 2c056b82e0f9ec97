using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing;

namespace Slipway.Tests.Hosting;

/// <summary>The whole web program in this process, on a free port and a data folder of its own: real HTTP, real pages, all features.</summary>
public sealed class SlipwayApp : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly SlipwayServer server;

    private SlipwayApp(TemporaryFolder folder, SlipwayServer server) => (this.folder, this.server) = (folder, server);

    public Uri Address => server.Address;
    public IServiceProvider Services => server.App.Services;
    public DatabasePlace Place => Services.GetRequiredService<DatabasePlace>();

    /// <param name="settings">Changes what <c>slipway up</c> would have been asked for.</param>
    /// <param name="adjust">Changes services, for instance the clock.</param>
    /// <param name="more">Features besides the program's own.</param>
    public static async Task<SlipwayApp> StartAsync(
        Func<ServerSettings, ServerSettings>? settings = null, Action<IServiceCollection>? adjust = null, params IFeature[] more)
    {
        var folder = new TemporaryFolder();
        try
        {
            var asked = new ServerSettings { Place = DatabasePlace.Folder(folder.Path), Urls = ["http://127.0.0.1:0"], Words = TextWriter.Null };
            return new(folder, await SlipwayServer.StartAsync(settings is null ? asked : settings(asked), [.. Program.Features, .. more], services =>
            {
                // Who was refused is no news in a test: what stands between its lines should be what is wrong.
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
                adjust?.Invoke(services);
            }));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A browser without scripts: keeps cookies, follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A program, or a person's phone, with a token of its own. Pages know it too.</summary>
    public async Task<HttpClient> ClientAsync(string role, string? person = null, string? launch = null)
    {
        var name = $"{role} {person} {launch} {Guid.NewGuid():N}";
        var token = await Services.GetRequiredService<ApiTokens>().MakeAsync(name, role, person, launch, "test", CancellationToken.None);
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
