using System.Collections.Concurrent;

namespace Slipway.Platform.Live;

/// <summary>A topic's watchers, and the frames of its present state.</summary>
internal sealed class LiveTopic(IServiceScopeFactory scopes, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LiveWatcher, byte> watchers = [];
    private readonly Lock gate = new();
    private ConcurrentDictionary<(string Kind, string? Since), Lazy<Task<LiveFrame?>>> frames = [];
    private long lastTick;
    private bool ticked, waiting;

    public LiveWatcher Join(string kind, string? since, LiveRenderer render, Action<LiveWatcher> leave)
    {
        var watcher = new LiveWatcher(this, kind, since, render, leave);
        watchers.TryAdd(watcher, 0);
        return watcher;
    }

    /// <summary>How many are left.</summary>
    public int Leave(LiveWatcher watcher)
    {
        watchers.TryRemove(watcher, out _);
        return watchers.Count;
    }

    /// <summary>At once after a quiet second, else when the second is over; changes until then go out together.</summary>
    public void Changed()
    {
        TimeSpan rest;
        lock (gate)
        {
            if (waiting)
                return;
            rest = ticked ? Interval - time.GetElapsedTime(lastTick) : TimeSpan.Zero;
            waiting = rest > TimeSpan.Zero;
        }
        if (rest > TimeSpan.Zero)
            _ = TickAfterAsync(rest);
        else
            Tick();
    }

    public void Beat()
    {
        foreach (var watcher in watchers.Keys)
            watcher.Wake();
    }

    /// <summary>The frame from <paramref name="since"/> to the present state: rendered by who asks first, the same for all.</summary>
    public Task<LiveFrame?> FrameAsync(string kind, string? since, LiveRenderer render) =>
        Volatile.Read(ref frames).GetOrAdd((kind, since), _ => new(() => RenderAsync(kind, since, render))).Value;

    private async Task TickAfterAsync(TimeSpan rest)
    {
        await Task.Delay(rest, time);
        Tick();
    }

    private void Tick()
    {
        lock (gate)
        {
            waiting = false;
            ticked = true;
            lastTick = time.GetTimestamp();
            frames = [];
        }
        foreach (var watcher in watchers.Keys)
            watcher.Changed();
    }

    private Task<LiveFrame?> RenderAsync(string kind, string? since, LiveRenderer render)
    {
        // The request of who happened to ask first must not leak into what all are sent.
        using var _ = ExecutionContext.SuppressFlow();
        return Task.Run(async () =>
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await render(scope.ServiceProvider, since, CancellationToken.None);
            }
            catch (Exception failed)
            {
                // Watchers keep what they have, hear that the line is alive, and are sent the next state that can be drawn.
                log.LogError(failed, "Could not draw {Kind} for its watchers", kind);
                return null;
            }
        });
    }
}
