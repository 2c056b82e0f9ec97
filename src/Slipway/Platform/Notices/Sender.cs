namespace Slipway.Platform.Notices;

/// <summary>Sends messages by one channel, one after another; what it has opened for them it closes at the end.</summary>
internal abstract class Sender : IAsyncDisposable
{
    public abstract Task<SendEnd> SendAsync(NoticeRecord notice, CancellationToken cancellation);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>How one try to send a message ended.</summary>
/// <param name="Outcome">Whether it was taken.</param>
/// <param name="Said">What the provider said, or why it could not be asked; without secrets.</param>
internal sealed record SendEnd(SendOutcome Outcome, string Said)
{
    private const int LongestSaid = 500;

    public string Said { get; } = Said.Length <= LongestSaid ? Said : Said[..LongestSaid] + "…";
}

internal enum SendOutcome
{
    Sent,

    /// <summary>It will not be taken, however often it is tried.</summary>
    Refused,

    /// <summary>This one was not taken now.</summary>
    NotNow,

    /// <summary>The provider could not be reached or asked: others would not be taken either.</summary>
    Unreachable,
}
