using System.Text;

namespace Slipway.Platform.Live;

/// <summary>What watchers of one kind are sent: a server-sent event, rendered once as the bytes that go out.</summary>
/// <param name="Id">The state that it shows, opaque here; a watcher that comes back names it as what it saw last.</param>
/// <param name="Bytes">The event in the stream's format.</param>
public sealed record LiveFrame(string Id, ReadOnlyMemory<byte> Bytes)
{
    private readonly Lazy<byte[]> packed = new(() => SharedGzip.Piece(Bytes.Span));

    /// <summary>The same as a piece of a gzip stream, packed when the first watcher wants it so.</summary>
    internal ReadOnlyMemory<byte> Packed => packed.Value;

    /// <param name="id">The state shown: the run's version, and whatever else the page depends on. No line breaks.</param>
    /// <param name="data">Fragments of HTML, or JSON.</param>
    /// <param name="name">The event's name; null for a plain message.</param>
    public static LiveFrame Of(string id, string data, string? name = null)
    {
        var text = new StringBuilder(data.Length + 64);
        text.Append("id: ").Append(id).Append('\n');
        if (name is not null)
            text.Append("event: ").Append(name).Append('\n');
        foreach (var line in data.ReplaceLineEndings("\n").Split('\n'))
            text.Append("data: ").Append(line).Append('\n');
        return new(id, Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
    }
}

/// <summary>
/// Renders what changed since a state that a watcher saw; all of it when <paramref name="since"/> is null or not known any
/// more. Null when there is nothing to say. Runs in a scope of its own, without the request: whatever it depends on
/// (language, layout, permissions) is in the watcher's kind.
/// </summary>
public delegate Task<LiveFrame?> LiveRenderer(IServiceProvider services, string? since, CancellationToken cancellation);
