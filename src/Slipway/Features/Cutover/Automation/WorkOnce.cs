using System.Collections.Frozen;
using NodaTime;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Does the work of one task from its first try to its verification.</summary>
public sealed class WorkOnce(IEnumerable<IWorker> workers, TimeProvider time)
{
    private readonly FrozenDictionary<WorkKind, IWorker> byKind = workers.ToFrozenDictionary(worker => worker.Kind);

    /// <summary>Throws only when it is stopped.</summary>
    public async Task<WorkEnd> DoAsync(AutomatedWork work, WorkContext context, CancellationToken stop)
    {
        var end = await TryAsync(work.With, work, context, stop);
        for (var further = 1; further <= work.Retry.Times && end.Outcome == WorkOutcome.Failed; further++)
        {
            var wait = work.Retry.WaitBefore(further);
            context.Output.Say($"{end.Said} — {further}/{work.Retry.Times}: {wait.TotalSeconds:0.#} s");
            await Task.Delay(wait.ToTimeSpan(), time, stop);
            end = await TryAsync(work.With, work, context, stop);
        }
        if (end.Outcome != WorkOutcome.Succeeded || work.Verify is null)
            return end;
        var verified = await TryAsync(work.Verify, work, context, stop);
        return verified.Outcome == WorkOutcome.Succeeded ? end : verified with { Said = $"verify: {verified.Said}" };
    }

    /// <summary>Learns what became of work whose end nobody heard of.</summary>
    public Task<WorkEnd> ProbeAsync(AutomatedWork work, WorkContext context, CancellationToken stop) => TryAsync(work.Verify!, work, context, stop);

    /// <summary>Waits until nothing of it acts any more that a dead process left; what its time is over for is ended.</summary>
    public async Task SettleAsync(AutomatedWork work, string key, CancellationToken stop)
    {
        using var over = Over(work, stop);
        try
        {
            await byKind[work.With.Kind].SettleAsync(key, over.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LeftBehind.Kill(key);
        }
    }

    private async Task<WorkEnd> TryAsync(WorkSettings settings, AutomatedWork work, WorkContext context, CancellationToken stop)
    {
        using var over = Over(work, stop);
        try
        {
            var end = await byKind[settings.Kind].DoAsync(settings, context, over.Token);
            return end with { Said = context.Output.Mask.Of(end.Said) };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return WorkEnd.Failed($"stopped after {work.Timeout}");
        }
        catch (UnfilledSettingException unfilled)
        {
            return WorkEnd.Failed(unfilled.Message);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // It may have acted before it fell: a person looks.
            return WorkEnd.Lost(context.Output.Mask.Of(fault.Message));
        }
    }

    private static CancellationTokenSource Over(AutomatedWork work, CancellationToken stop)
    {
        var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (work.Timeout is { } timeout)
            over.CancelAfter(Duration.Min(timeout.Nominal, Duration.FromDays(20)).ToTimeSpan());
        return over;
    }
}
