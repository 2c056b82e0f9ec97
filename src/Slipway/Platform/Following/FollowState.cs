using NodaTime;

namespace Slipway.Platform.Following;

/// <summary>How a copy is doing, for whoever shows it.</summary>
public sealed class FollowState(IClock clock)
{
    /// <summary>It hears every two seconds where nothing happens: after so long something is wrong.</summary>
    private static readonly Duration Patience = Duration.FromSeconds(10);

    private Instant? told;

    /// <summary>Raised when it has not heard for too long, and when it hears again; must not throw.</summary>
    public event Action? Changed;

    /// <summary>Since when it has not heard, where that is too long; null for the main one.</summary>
    public Instant? Unheard => Url is not null && Heard is { } heard && clock.GetCurrentInstant() - heard > Patience ? heard : null;

    /// <summary>Whom this server follows; null for the main one.</summary>
    public string? Url { get; internal set; }

    /// <summary>When it last heard, so that everything from before is here.</summary>
    public Instant? Heard { get; internal set; }

    /// <summary>Whether somebody asked that this copy becomes the main one.</summary>
    internal bool Turns { get; set; }

    /// <summary>Seconds since it last heard.</summary>
    public long Age => Heard is { } heard ? Math.Max(0, (long)(clock.GetCurrentInstant() - heard).TotalSeconds) : 0;

    /// <summary>Looks whether there is something else to show.</summary>
    internal void Look()
    {
        if (Unheard is var now && now == told)
            return;
        told = now;
        Changed?.Invoke();
    }
}
