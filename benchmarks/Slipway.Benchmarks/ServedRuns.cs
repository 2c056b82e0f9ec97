using Microsoft.Extensions.DependencyInjection;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Web;

namespace Slipway.Benchmarks;

/// <summary>Runs on a server in this process, through the use cases that page, API and command line call.</summary>
internal sealed class ServedRuns(SlipwayServer server)
{
    private static readonly ActingActor Actor = new("administrator:bench", ["administrator"], Via.Api);

    private readonly ActOnRun acts = server.App.Services.GetRequiredService<ActOnRun>();

    /// <summary>Approves a launch's plan by another hand than the one that imported it, so that its tasks may act.</summary>
    public async Task ApproveAsync(string launch)
    {
        var launches = server.App.Services.GetRequiredService<ILaunches>();
        var version = await launches.CurrentAsync(launch, default);
        if (await launches.SetBaselineAsync(launch, version!.Number, "second", default) != BaselineOutcome.Approved)
            throw new InvalidOperationException($"The plan of {launch} was not approved.");
    }

    /// <summary>Begins a rehearsal.</summary>
    /// <param name="launch">Of what.</param>
    /// <param name="acts">Whether its automated tasks act.</param>
    public async Task<Run> BeginAsync(string launch, bool acts = false)
    {
        var start = server.App.Services.GetRequiredService<StartRun>();
        var made = await start.HandleAsync(launch, new RunWish { Acts = acts }, null, Actor, null, default);
        return made is ActResult.Done done ? done.Run : throw Refused($"A run of {launch}", made);
    }

    /// <summary>Returns when the act is in the journal.</summary>
    public async Task ActAsync(Run run, RunCommand act)
    {
        var result = await acts.HandleAsync(run.Id, act, Actor, null, default);
        if (result is not ActResult.Done { Events.Count: > 0 })
            throw Refused($"{act}", result);
    }

    /// <summary>Start and finish of each task before the gate, in an order in which none waits for another.</summary>
    public static IEnumerable<RunCommand> ActsOf(Run run)
    {
        foreach (var task in run.State.Plan.Forward.TakeWhile(task => task.Gate is null))
        {
            yield return new StartTask { Task = task.Id };
            yield return new FinishTask { Task = task.Id };
        }
    }

    private static InvalidOperationException Refused(string what, ActResult result) =>
        new(result is ActResult.Refused { Why: var why } ? $"{what} was refused: {why.Rule} {string.Join(' ', why.Values)}" : $"{what} led to nothing.");
}
