using System.Collections.Frozen;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Rooms;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover;

/// <summary>What other features may know of runs.</summary>
public sealed class RunHistory(RunStore runs, IClock clock) : IRunHistory
{
    public async Task<IReadOnlyList<PastRun>> OfAsync(string launch, CancellationToken cancellation)
    {
        var now = clock.Now();
        return [.. (await runs.OfLaunchAsync(launch, cancellation)).Select(run => Of(run, now))];
    }

    private static PastRun Of(Run run, Instant now) => new(
        run.Record.Number,
        run.State.Mode == RunMode.Live,
        Kebab.Of(run.State.Status),
        run.IsOpen,
        Begun(run),
        run.State.T0,
        run.Record.OpeningP10,
        run.Record.OpeningP50,
        run.Record.OpeningP90,
        run.State.Status == RunStatus.Complete ? run.Finished : null,
        run.State.Status == RunStatus.Complete ? run.State.LaunchPhaseEnded is not { } ended || ended <= run.State.Clock.Resolve(run.State.Plan.Launch.Window.Closes) : null,
        run.Record.PlanHash,
        run.State.Plan.Forward.Where(task => task.Phase == Phase.Launch).All(task => IsPlayed(run.State, task)),
        run.State is { Mode: RunMode.Live, Begun: not null, Status: not (RunStatus.RolledBack or RunStatus.Cancelled) } ? TasksOf(run.State, run.State.NowAt(now)) : FrozenDictionary<string, string>.Empty);

    private static Dictionary<string, string> TasksOf(RunState run, Instant now) =>
        run.Plan.Forward.Where(task => IsPlayed(run, task)).ToDictionary(task => task.Id, task => ShownTasks.Shown(run, task, now).Name());

    /// <summary>What was assumed done, or lay outside the segment, was not played.</summary>
    private static bool IsPlayed(RunState run, PlanTask task) => run.Tasks.ContainsKey(task.Id) && !run.Assumed.Contains(task.Id) && !run.Outside.Contains(task.Id);

    /// <summary>In real time: a rehearsal's own clock shows the plan's, and begins when it is made.</summary>
    private static Instant? Begun(Run run) => run.State.Begun is { } begun ? run.State.Mode == RunMode.Live ? begun : run.Record.Created : null;
}
