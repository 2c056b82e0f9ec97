using Slipway.Features.Contracts;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>What other features may know of runs.</summary>
public sealed class RunHistory(RunStore runs) : IRunHistory
{
    public async Task<IReadOnlyList<PastRun>> OfAsync(string launch, CancellationToken cancellation) =>
        [.. (await runs.OfLaunchAsync(launch, cancellation)).Select(Of)];

    private static PastRun Of(Run run) => new(
        run.Record.Number,
        run.State.Mode == RunMode.Live,
        Kebab.Of(run.State.Status),
        run.IsOpen,
        run.State.Begun is null ? null : run.Record.Created,
        run.State.T0,
        run.Record.OpeningP10,
        run.Record.OpeningP50,
        run.Record.OpeningP90,
        run.State.Status == RunStatus.Complete ? run.State.Ended : null,
        run.State.Clock.Resolve(run.State.Plan.Launch.Window.Closes));
}
