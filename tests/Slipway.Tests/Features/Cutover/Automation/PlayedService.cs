using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>A service on a free port of this machine, which answers as a test says.</summary>
internal sealed class PlayedService : IAsyncDisposable
{
    private readonly WebApplication app;

    private PlayedService(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Every request that came: method, path, headers, body.</summary>
    public ConcurrentQueue<(string Method, string Path, IHeaderDictionary Headers, string Body)> Came { get; } = [];

    public static async Task<PlayedService> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        builder.WebHost.UseUrls(certificate is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        var service = new PlayedService(builder.Build());
        service.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            service.Came.Enqueue((context.Request.Method, context.Request.Path + context.Request.QueryString, new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)), await reader.ReadToEndAsync()));
            await answer(context);
        });
        await service.app.StartAsync();
        return service;
    }

    /// <summary>An address at which nobody listens.</summary>
    public static async Task<string> GoneAsync()
    {
        await using var service = await StartAsync(_ => Task.CompletedTask);
        return service.Address;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
