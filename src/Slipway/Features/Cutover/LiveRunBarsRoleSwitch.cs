using Slipway.Features.Contracts;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>While a live run is under way everybody stays who they are.</summary>
internal sealed class LiveRunBarsRoleSwitch(RunStore runs) : IRoleSwitchBar
{
    public async Task<bool> BarsAsync(CancellationToken cancellation) =>
        (await runs.OpenAsync(cancellation)).Any(run => run.IsOpen && run.State.Mode == RunMode.Live);
}
