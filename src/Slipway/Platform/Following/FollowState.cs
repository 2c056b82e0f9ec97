using NodaTime;

namespace Slipway.Platform.Following;

/// <summary>How a copy is doing, for whoever shows it.</summary>
public sealed class FollowState(IClock clock)
{
    /// <summary>Whom this server follows; null for the main one.</summary>
    public string? Url { get; internal set; }

    /// <summary>When it last heard, so that everything from before is here.</summary>
    public Instant? Heard { get; internal set; }

    /// <summary>Whether somebody asked that this copy becomes the main one.</summary>
    internal bool Turns { get; set; }

    /// <summary>Seconds since it last heard.</summary>
    public long Age => Heard is { } heard ? Math.Max(0, (long)(clock.GetCurrentInstant() - heard).TotalSeconds) : 0;
}
