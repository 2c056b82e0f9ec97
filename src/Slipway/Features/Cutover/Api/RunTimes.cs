using NodaTime;

namespace Slipway.Features.Cutover.Api;

/// <summary>The times that a request may name. Near the ends of the calendar a zone's offset leads out of it, and no run lies there.</summary>
internal static class RunTimes
{
    private static readonly Interval Usable = new(Instant.FromUtc(1900, 1, 1, 0, 0), Instant.FromUtc(2200, 1, 1, 0, 0));

    public static bool AreUsable(Instant at) => Usable.Contains(at);
}
