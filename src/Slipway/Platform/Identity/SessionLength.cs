using NodaTime;

namespace Slipway.Platform.Identity;

/// <summary>A feature that knows until when people of a launch must not be asked for their password again.</summary>
public interface ISessionNeed
{
    /// <summary>The end of the work that is at hand; null when there is none.</summary>
    Task<Instant?> UntilAsync(string launch, CancellationToken cancellation);
}

/// <summary>
/// How long a session lasts: a shift after its last use, or as long as the cutover window where that is later, and never
/// more than a week after the password was typed.
/// </summary>
public sealed class SessionLength(IEnumerable<ISessionNeed> needs)
{
    public static Duration Shift { get; } = Duration.FromHours(12);

    public static Duration Longest { get; } = Duration.FromDays(7);

    public async Task<Instant> EndAsync(string? launch, Instant begun, Instant now, CancellationToken cancellation)
    {
        var end = now + Shift;
        if (launch is not null)
            foreach (var need in needs)
                if (await need.UntilAsync(launch, cancellation) is { } until)
                    end = Instant.Max(end, until);
        return Instant.Min(end, begun + Longest);
    }
}
