using NodaTime;

namespace Slipway.Testing;

/// <summary>The real time, which a test can put forward or back: everything goes on by itself, and nobody waits for minutes.</summary>
public sealed class MovableClock : IClock
{
    private readonly Lock gate = new();
    private Duration ahead;

    public Instant GetCurrentInstant()
    {
        lock (gate)
            return SystemClock.Instance.GetCurrentInstant() + ahead;
    }

    public void Move(Duration by)
    {
        lock (gate)
            ahead += by;
    }

    public void MoveMinutes(double minutes) => Move(Duration.FromMinutes(minutes));
}
