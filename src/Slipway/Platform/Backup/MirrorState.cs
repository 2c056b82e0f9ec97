using NodaTime;

namespace Slipway.Platform.Backup;

/// <summary>How the copies on another disk are doing, for whoever shows it.</summary>
public sealed class MirrorState
{
    private volatile MirrorReport? report;

    /// <summary>Raised when there is something else to show; must not throw.</summary>
    public event Action? Changed;

    /// <summary>Null where no copies are made.</summary>
    public MirrorReport? Report => report;

    internal void Set(MirrorReport now)
    {
        if (now == report)
            return;
        report = now;
        Changed?.Invoke();
    }
}

/// <param name="Since">When this server began to make copies.</param>
/// <param name="Last">As of when the last copy holds everything; null when there is none of this server.</param>
/// <param name="Failing">Whether the last attempt failed.</param>
public sealed record MirrorReport(Instant Since, Instant? Last, bool Failing)
{
    private static readonly Duration Old = Duration.FromMinutes(15);

    /// <summary>Whether somebody has to look after it: it failed, or it hangs.</summary>
    public bool NeedsSomeone(Instant now) => Failing || now - (Last ?? Since) > Old;
}
