using NodaTime;

namespace Slipway.Planning.Runs;

/// <summary>The clock of a run: real time in a live run; faster, and with idle stretches left out, in a rehearsal.</summary>
/// <param name="RealAnchor">A moment of real time.</param>
/// <param name="RunAnchor">What the run's clock showed at that moment.</param>
/// <param name="Speed">How many seconds pass on the run's clock in a real second, 1 to 600.</param>
public readonly record struct RunClock(Instant RealAnchor, Instant RunAnchor, double Speed)
{
    /// <summary>The fastest rehearsal.</summary>
    public const double FastestSpeed = 600;

    /// <summary>What the run's clock shows at a moment of real time.</summary>
    public Instant At(Instant real) => RunAnchor + ((real - RealAnchor) * Speed);
}
