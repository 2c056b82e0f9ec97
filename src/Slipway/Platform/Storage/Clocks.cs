using NodaTime;

namespace Slipway.Platform.Storage;

/// <summary>How instants are taken: cut to microseconds, which is what PostgreSQL keeps.</summary>
public static class Clocks
{
    public static Instant Now(this IClock clock) => clock.GetCurrentInstant().CutToMicroseconds();

    public static Instant CutToMicroseconds(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }
}

/// <summary>Gives .NET's own services (cookies, sign-in, lock-out) the same clock as the rest.</summary>
public sealed class ClockTimeProvider(IClock clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
}
