using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Accounts;

/// <summary>Nobody is asked for a password between now and the end of the cutover window, once it is near.</summary>
internal sealed class WindowNeed(ILaunches launches, IClock clock) : ISessionNeed
{
    public async Task<Instant?> UntilAsync(string launch, CancellationToken cancellation)
    {
        if (await launches.CurrentAsync(launch, cancellation) is not { Plan.Launch: var current })
            return null;
        var closes = current.Clock().Resolve(current.Window.Closes);
        var now = clock.Now();
        return closes > now && closes - now < SessionLength.Longest ? closes : null;
    }
}
