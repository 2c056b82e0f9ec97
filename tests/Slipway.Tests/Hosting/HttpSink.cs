using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Tests.Hosting;

/// <summary>A request that the sink took.</summary>
public sealed record SunkRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Somebody's HTTP API that takes everything: an SMS gateway, a program behind a webhook.</summary>
public sealed class HttpSink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication app;
    private readonly List<SunkRequest> requests = [];
    private readonly SemaphoreSlim news = new(0);

    private HttpSink(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>The status and body with which each request is answered, given how many came.</summary>
    public Func<int, (int Status, string Body)> Answer { get; set; } = _ => (200, """{"status":"ok"}""");

    public IReadOnlyList<SunkRequest> Requests
    {
        get
        {
            lock (requests)
                return [.. requests];
        }
    }

    public static async Task<HttpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new HttpSink(builder.Build());
        sink.app.Run(sink.TakeAsync);
        await sink.app.StartAsync();
        return sink;
    }

    /// <summary>The first request that fits, as soon as it came.</summary>
    public async Task<SunkRequest> RequestAsync(Func<SunkRequest, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Requests.FirstOrDefault(fits) is { } request)
                return request;
            await news.WaitAsync(patience.Token);
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new SunkRequest(
            context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
        int count;
        lock (requests)
        {
            requests.Add(request);
            count = requests.Count;
        }
        news.Release();
        var (status, body) = Answer(count);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        news.Dispose();
    }
}
