using System.Text;

namespace Slipway.Platform.Live;

/// <summary>Serves a topic to one watcher as server-sent events.</summary>
public static class LiveEvents
{
    private static readonly byte[] Opening = Encoding.UTF8.GetBytes("retry: 2000\n: open\n\n");

    /// <summary>
    /// Sends frames until the watcher leaves or the server stops. The first goes out at once, unless the state that the
    /// watcher saw (<c>Last-Event-ID</c>, else <paramref name="since"/>) is still the present one.
    /// </summary>
    /// <param name="kind">Names all that the rendering depends on: layout, language, permissions.</param>
    /// <param name="beat">The data of the event <c>beat</c>, by which a page knows on a quiet line that it is not stale: what the run's clock shows.</param>
    public static async Task WatchAsync(
        this HttpContext context, string topic, string kind, string? since, LiveRenderer render, Func<CancellationToken, ValueTask<string>>? beat = null)
    {
        var services = context.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
            since = last;

        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var watcher = services.GetRequiredService<LiveHub>().Join(topic, kind, since, render);
        try
        {
            await SendAsync(response, Opening, ending.Token);
            while (true)
            {
                var frame = await watcher.NextAsync(ending.Token);
                await SendAsync(response, frame?.Bytes ?? Beat(beat is null ? "" : await beat(ending.Token)), ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
    }

    private static byte[] Beat(string data) => Encoding.UTF8.GetBytes($"event: beat\ndata: {data}\n\n");

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(bytes, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
