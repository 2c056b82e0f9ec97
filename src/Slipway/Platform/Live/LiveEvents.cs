using System.Text;

namespace Slipway.Platform.Live;

/// <summary>Serves a topic to one watcher as server-sent events.</summary>
public static class LiveEvents
{
    /// <summary>After so long a stream ends and its watcher comes back, within a second, through the sign-in's checks.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Not all who came together come back together.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(2);

    private static readonly byte[] Opening = Encoding.UTF8.GetBytes("retry: 500\n: open\n\n");

    /// <summary>
    /// Sends frames until the watcher leaves, the server stops or the stream is some minutes old. The first goes out at once, unless the state that the
    /// watcher saw (<c>Last-Event-ID</c>, else <paramref name="since"/>) is still the present one.
    /// </summary>
    /// <param name="kind">Names all that the rendering depends on: layout, language, permissions.</param>
    /// <param name="knows">Whether the renderer remembers a state, and can draw what changed since; without it everything is drawn anew.</param>
    /// <param name="beat">The data of the event <c>beat</c>, by which a page knows on a quiet line that it is not stale: what the run's clock shows.</param>
    public static async Task WatchAsync(
        this HttpContext context, string topic, string kind, string? since, LiveRenderer render, Func<CancellationToken, ValueTask<string>>? beat = null, Func<string, bool>? knows = null)
    {
        var services = context.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var old = new CancellationTokenSource(Longest + Random.Shared.NextDouble() * Spread, services.GetRequiredService<TimeProvider>());
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, old.Token);
        if (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
            since = last;

        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        // Everybody is sent the same packed bytes; a compressor for each stream would pack them anew for each watcher.
        var packs = context.Request.GetTypedHeaders().AcceptEncoding.Any(way => way.Value == "gzip" && way.Quality != 0);
        if (packs)
            response.Headers.ContentEncoding = "gzip";
        using var watcher = services.GetRequiredService<LiveHub>().Join(topic, kind, since, known: since is not null && knows?.Invoke(since) == true, render);
        try
        {
            await SendAsync(response, packs ? [.. SharedGzip.Header, .. SharedGzip.Stored(Opening)] : Opening, ending.Token);
            while (true)
            {
                var bytes = await watcher.NextAsync(waiting.Token) is { } frame
                    ? packs ? frame.Packed : frame.Bytes
                    : BeatOf(beat is null ? "" : await beat(ending.Token), packs);
                await SendAsync(response, bytes, ending.Token);
            }
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
        }
    }

    private static ReadOnlyMemory<byte> BeatOf(string data, bool packs)
    {
        var beat = Encoding.UTF8.GetBytes($"event: beat\ndata: {data}\n\n");
        return packs ? SharedGzip.Stored(beat) : beat;
    }

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(bytes, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
