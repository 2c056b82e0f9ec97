using System.Collections.Concurrent;

namespace Slipway.Platform.Live;

/// <summary>
/// Tells watchers that something changed. A topic is the name of a journal stream. Watchers of one topic and kind who saw
/// the same state are sent the same bytes, rendered once; at most one act a second goes out for a topic, and whoever
/// is slow gets the present state and not what was between.
/// </summary>
public sealed class LiveHub(IServiceScopeFactory scopes, TimeProvider time, ILogger<LiveHub> log) : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveTopic> topics = new(StringComparer.Ordinal);
    private readonly Lock joining = new();
    private ITimer? beats;

    /// <summary>How often a watcher hears that the line is alive.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromSeconds(3);

    /// <summary>A line on which nothing came for so long is dead, whatever the network says: its watcher cuts it and comes back on another.</summary>
    public static TimeSpan SilentAfter { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether this node knows what others do; while it does not, it has no word for its watchers, who take its silence for what it is.</summary>
    internal bool Knows { get; set; } = true;

    /// <summary>The topics that somebody here watches.</summary>
    public IReadOnlyCollection<string> Watched => [.. topics.Keys];

    /// <summary>Raised when this node published something, for the other nodes.</summary>
    internal event Action<string>? Published;

    /// <summary>Says that <paramref name="topic"/> changed, here and to other nodes. Returns at once.</summary>
    public void Publish(string topic)
    {
        Wake(topic);
        Published?.Invoke(topic);
    }

    /// <summary>Says it to this node's watchers only.</summary>
    internal void Wake(string topic)
    {
        if (topics.TryGetValue(topic, out var watched))
            watched.Changed(acted: true);
    }

    /// <summary>Says that what this node's watchers see is something else though nobody acted: a forecast is there, time has passed.</summary>
    internal void Refresh(string topic)
    {
        if (topics.TryGetValue(topic, out var watched))
            watched.Changed(acted: false);
    }

    /// <summary>Joins a topic; the watcher leaves it when it is disposed.</summary>
    internal LiveWatcher Join(string topic, string kind, string? since, bool known, LiveRenderer render)
    {
        lock (joining)
        {
            beats ??= time.CreateTimer(_ => BeatAll(), null, Beat, Beat);
            var watched = topics.GetOrAdd(topic, _ => new LiveTopic(scopes, time, log));
            return watched.Join(kind, since, known, render, leave: watcher => Leave(topic, watched, watcher));
        }
    }

    public void Dispose() => beats?.Dispose();

    private void Leave(string topic, LiveTopic watched, LiveWatcher watcher)
    {
        lock (joining)
        {
            if (watched.Leave(watcher) == 0)
                topics.TryRemove(topic, out _);
        }
    }

    private void BeatAll()
    {
        if (!Knows)
            return;
        foreach (var topic in topics.Values)
            topic.Beat();
    }
}
