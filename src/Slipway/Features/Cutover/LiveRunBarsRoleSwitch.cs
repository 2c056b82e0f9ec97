using Slipway.Features.Contracts;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>While a live run is under way everybody stays who they are.</summary>
/// <remarks>One that is only prepared bars nothing: nobody can act in it, and it begins with the service owner's words.</remarks>
internal sealed class LiveRunBarsRoleSwitch(RunStore runs) : IRoleSwitchBar
{
    public async Task<bool> BarsAsync(CancellationToken cancellation) =>
        (await runs.OpenAsync(cancellation)).Any(run => run is { IsOpen: true, State: { Mode: RunMode.Live, Begun: not null } });
}
