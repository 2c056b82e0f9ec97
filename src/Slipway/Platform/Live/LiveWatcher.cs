using System.Threading.Channels;

namespace Slipway.Platform.Live;

/// <summary>Somebody who watches. Its box holds one signal: a newer one takes the place of one that was not read yet.</summary>
/// <param name="topic">What it watches.</param>
/// <param name="kind">All that the rendering depends on.</param>
/// <param name="since">What it says that it saw last: anything at all, for the client writes it.</param>
/// <param name="known">Whether that is a state that the renderer remembers; only such a one is drawn from.</param>
/// <param name="render">How it is drawn.</param>
/// <param name="leave">What to do when it goes.</param>
internal sealed class LiveWatcher(LiveTopic topic, string kind, string? since, bool known, LiveRenderer render, Action<LiveWatcher> leave) : IDisposable
{
    private static readonly BoundedChannelOptions OneSignal = new(1)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    };

    private readonly Channel<byte> box = Channel.CreateBounded<byte>(OneSignal);
    private string? seen = since;
    private int changed = 1;

    /// <summary>All that the rendering depends on.</summary>
    public string Kind => kind;

    public LiveRenderer Render => render;

    /// <summary>What its next frame is drawn from; null for a whole one.</summary>
    public string? Since { get; private set; } = known ? since : null;

    public void Changed()
    {
        Volatile.Write(ref changed, 1);
        Wake();
    }

    public void Wake() => box.Writer.TryWrite(0);

    /// <summary>The next frame to send, as soon as there is one; null when it is time to say that the line is alive.</summary>
    public async Task<LiveFrame?> NextAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref changed) == 0)
            await box.Reader.ReadAsync(cancellation);
        else
            box.Reader.TryRead(out _);
        if (Interlocked.Exchange(ref changed, 0) == 0)
            return null;
        var frame = await topic.FrameAsync(kind, Since, render).WaitAsync(cancellation);
        if (frame is null || frame.Id == seen)
            return null;
        Since = seen = frame.Id;
        return frame;
    }

    public void Dispose() => leave(this);
}
