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
        var (end, wasVerified) = await OnceAsync(work, context, stop);
        var mayBeDone = end.Outcome == WorkOutcome.Lost;
        for (var further = 1; further <= work.Retry.Times && MayFollow(end, work); further++)
        {
            var wait = work.Retry.WaitBefore(further);
            context.Output.Say($"{end.Said} — {further}/{work.Retry.Times}: {wait.TotalSeconds:0.#} s");
            await Task.Delay(wait.ToTimeSpan(), time, stop);
            (end, wasVerified) = await OnceAsync(work, context, stop);
            mayBeDone = end.Outcome == WorkOutcome.Lost || (mayBeDone && end.IsUnanswered);
        }
        // That a later try did nothing says nothing of the one before it that nobody heard of.
        if (mayBeDone && end.Outcome == WorkOutcome.Failed)
            return WorkEnd.Lost(end.Said);
        if (end.Outcome != WorkOutcome.Succeeded || work.Verify is null || wasVerified)
            return end;
        var verified = await TryAsync(work.Verify, work, context, stop);
        return verified.Outcome == WorkOutcome.Succeeded ? end : verified with { Said = $"verify: {verified.Said}" };
    }

    /// <summary>Learns what became of work whose end nobody heard of. A verification that could not be asked has not said no.</summary>
    public async Task<WorkEnd> ProbeAsync(AutomatedWork work, WorkContext context, CancellationToken stop)
    {
        var found = await TryAsync(work.Verify!, work, context, stop);
        return found.IsUnanswered ? WorkEnd.Lost(found.Said) : found;
    }

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

    /// <summary>One try. If nobody heard what became of it, the verification may know.</summary>
    private async Task<(WorkEnd End, bool WasVerified)> OnceAsync(AutomatedWork work, WorkContext context, CancellationToken stop)
    {
        var end = await TryAsync(work.With, work, context, stop);
        if (end.Outcome != WorkOutcome.Lost || work is not { OnCrash: CrashPolicy.Probe, Verify: not null })
            return (end, false);
        context.Output.Say(end.Said);
        var found = await ProbeAsync(work, context, stop);
        return (found with { Said = $"{end.Said}; verify: {found.Said}" }, true);
    }

    /// <summary>Whether a further try may follow: what was perhaps done is done again only where the plan says that this does no harm.</summary>
    private static bool MayFollow(WorkEnd end, AutomatedWork work) =>
        end.Outcome == WorkOutcome.Failed || (end.Outcome == WorkOutcome.Lost && work.OnCrash == CrashPolicy.Safe);

    private async Task<WorkEnd> TryAsync(WorkSettings settings, AutomatedWork work, WorkContext context, CancellationToken stop)
    {
        using var over = Over(work, stop);
        try
        {
            var end = await byKind[settings.Kind].DoAsync(settings, context, over.Token);
            // What was stopped from outside is not lost: its beginning stays in the journal, and whoever has the work next sees to it.
            if (end.Outcome == WorkOutcome.Lost)
                stop.ThrowIfCancellationRequested();
            return end with { Said = context.Output.Mask.Of(end.Said) };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return WorkEnd.Unanswered($"stopped after {work.Timeout}");
        }
        catch (UnfilledSettingException unfilled)
        {
            return WorkEnd.Unanswered(unfilled.Message);
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
