using Slipway.Planning.Automation;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Asks a check of any kind, for work that needs an answer while it goes on.</summary>
/// <remarks>Workers are found when they are asked for, since those that ask are workers themselves.</remarks>
public sealed class AskCheck(IServiceProvider services)
{
    /// <summary>What it says; a check that takes longer than it may has failed.</summary>
    public async Task<WorkEnd> HandleAsync(WorkSettings check, WorkContext context, TimeSpan atMost, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(atMost);
        try
        {
            var end = await services.GetServices<IWorker>().Single(worker => worker.Kind == check.Kind).DoAsync(check, context, over.Token);
            return end with { Said = context.Output.Mask.Of(end.Said) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WorkEnd(WorkOutcome.Failed, $"no answer within {atMost.TotalSeconds:0.#} s");
        }
        catch (UnfilledSettingException unfilled)
        {
            return WorkEnd.Failed(unfilled.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A check that falls has found nothing; whoever asked goes on or goes back.
            return WorkEnd.Failed(context.Output.Mask.Of(fault.Message));
        }
    }
}
