using Slipway.Planning.Automation;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Looks again and again whether a check succeeds.</summary>
public sealed class WaitWorker(AskCheck checks, TimeProvider time) : IWorker
{
    /// <summary>Less than this before the deadline nobody looks again: a timer may end a look by a tick of the machine's clock early.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public WorkKind Kind => WorkKind.Wait;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var wait = (WaitSettings)settings;
        var (every, atMost) = (wait.Every.Nominal.ToTimeSpan(), wait.AtMost.Nominal.ToTimeSpan());
        // What the check says at length belongs to each look and is not kept; its secrets are masked all the same.
        var look = context with { Output = new WorkOutput(context.Output.Mask) };
        var began = time.GetTimestamp();
        string? last = null;
        for (var elapsed = TimeSpan.Zero; atMost - elapsed > Tick; elapsed = time.GetElapsedTime(began))
        {
            context.Output.SayProgress(elapsed / atMost);
            var end = await checks.HandleAsync(wait.Until, look, atMost - elapsed, cancellation);
            cancellation.ThrowIfCancellationRequested();
            var left = atMost - time.GetElapsedTime(began);
            // A look that the deadline cut short has said nothing.
            if (end.Said != last && (left > Tick || end.Outcome == WorkOutcome.Succeeded || last is null))
                context.Output.Say(last = end.Said);
            if (end.Outcome == WorkOutcome.Succeeded)
                return end;
            if (left > Tick)
                await Task.Delay(every < left ? every : left, time, cancellation);
        }
        return WorkEnd.Failed($"not within {wait.AtMost}: {last}");
    }
}
