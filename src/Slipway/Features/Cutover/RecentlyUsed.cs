using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Features.Cutover;

/// <summary>Keeps what was used last, so that a server that runs for months forgets what nobody looks at any more.</summary>
/// <param name="most">So many are kept; more only of what may not go.</param>
/// <param name="mayGo">What can be made anew whenever somebody asks; everything unless said.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most, Func<TValue, bool>? mayGo = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private long uses;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = entries.TryGetValue(key, out var entry);
        value = found ? Use(entry!).Value : default;
        return found;
    }

    /// <summary>All that is kept; looking at it uses nothing.</summary>
    public IEnumerable<TValue> Values => entries.Select(entry => entry.Value.Value);

    public TValue GetOrAdd(TKey key, Func<TValue> make)
    {
        if (TryGetValue(key, out var there))
            return there;
        var entry = Use(entries.GetOrAdd(key, _ => new Entry(make())));
        Trim();
        return entry.Value;
    }

    /// <param name="newer">Of what is there and what is given, what stays; what is given unless said.</param>
    public TValue Put(TKey key, TValue value, Func<TValue, TValue, TValue>? newer = null)
    {
        var entry = Use(entries.AddOrUpdate(key, new Entry(value), (_, before) => new Entry(newer is null ? value : newer(before.Value, value))));
        Trim();
        return entry.Value;
    }

    private Entry Use(Entry entry)
    {
        entry.Used = Interlocked.Increment(ref uses);
        return entry;
    }

    private void Trim()
    {
        var tooMany = entries.Count - most;
        if (tooMany <= 0)
            return;
        foreach (var old in entries.ToArray().Where(entry => mayGo?.Invoke(entry.Value.Value) != false).OrderBy(entry => entry.Value.Used).Take(tooMany))
            entries.TryRemove(old);
    }

    private sealed class Entry(TValue value)
    {
        public TValue Value { get; } = value;
        public long Used { get; set; }
    }
}
