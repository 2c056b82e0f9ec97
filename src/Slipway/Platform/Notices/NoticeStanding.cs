using NodaTime;

namespace Slipway.Platform.Notices;

/// <summary>How one notice stands.</summary>
public sealed record NoticeStanding(Guid Id, NoticeChannel Channel, string? Person, string Address, Instant? Sent, Instant? NextTry, string? Answer, string? LastError)
{
    /// <summary>Whether nothing more is tried: it was sent or given up.</summary>
    public bool IsSettled => NextTry is null;

    /// <summary>What the provider said last, or why it could not be asked.</summary>
    public string? Said => Sent is null ? LastError : Answer;
}
