using System.Collections.Concurrent;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Live;

/// <summary>A topic's watchers, and the frames of its present state.</summary>
internal sealed class LiveTopic(IServiceScopeFactory scopes, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LiveWatcher, byte> watchers = [];
    private readonly Lock gate = new();
    private ConcurrentDictionary<(string Kind, string? Since), Lazy<Task<LiveFrame?>>> frames = [];
    private long? lastTick, lastAct, due;
    private bool actWaits;

    public LiveWatcher Join(string kind, string? since, bool known, LiveRenderer render, Action<LiveWatcher> leave)
    {
        var watcher = new LiveWatcher(this, kind, since, known, render, leave);
        watchers.TryAdd(watcher, 0);
        return watcher;
    }

    /// <summary>How many are left.</summary>
    public int Leave(LiveWatcher watcher)
    {
        watchers.TryRemove(watcher, out _);
        return watchers.Count;
    }

    /// <summary>
    /// An act goes out at once unless another did within the second; what has changed without one (a forecast, the time)
    /// waits for a second in which nothing went out, so that it never holds an act up. What comes until then goes out with it.
    /// </summary>
    public void Changed(bool acted)
    {
        TimeSpan rest;
        long at;
        lock (gate)
        {
            actWaits |= acted;
            var last = acted ? lastAct : lastTick;
            rest = last is { } then ? Interval - time.GetElapsedTime(then) : TimeSpan.Zero;
            at = time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
            if (rest > TimeSpan.Zero)
            {
                if (due <= at)
                    return;
                due = at;
            }
        }
        if (rest > TimeSpan.Zero)
            _ = TickAfterAsync(rest, at);
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

    private async Task TickAfterAsync(TimeSpan rest, long at)
    {
        await Task.Delay(rest, time);
        lock (gate)
        {
            if (due != at)
                return;
        }
        Tick();
    }

    private void Tick()
    {
        lock (gate)
        {
            due = null;
            lastTick = time.GetTimestamp();
            lastAct = actWaits ? lastTick : lastAct;
            actWaits = false;
            frames = [];
        }
        // What most of them wait for is begun before they are sorted.
        foreach (var (any, _) in watchers.Take(1))
            _ = FrameAsync(any.Kind, any.Since, any.Render);
        foreach (var alike in watchers.Keys.GroupBy(watcher => (watcher.Kind, watcher.Since)))
            _ = WakeWhenDrawnAsync(alike.First(), [.. alike]);
    }

    /// <summary>Nobody wakes only to wait for a drawing that their waking would hold up.</summary>
    private async Task WakeWhenDrawnAsync(LiveWatcher first, LiveWatcher[] alike)
    {
        await FrameAsync(first.Kind, first.Since, first.Render);
        foreach (var watcher in alike)
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
            catch (Exception away) when (DatabaseAway.Is(away))
            {
                // The page finds out by the beats that stay away; the drawing comes with the next state.
                return null;
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
