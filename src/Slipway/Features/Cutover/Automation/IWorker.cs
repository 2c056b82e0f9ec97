using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Does one kind of work.</summary>
public interface IWorker
{
    WorkKind Kind { get; }

    /// <summary>Does it once. What goes wrong in what it acts on is an end and no exception.</summary>
    /// <param name="settings">The settings of this kind.</param>
    /// <param name="context">Fills in placeholders, and keeps what it says.</param>
    /// <param name="cancellation">Stops it: its time is over, somebody decided about the task, or the work is another node's.</param>
    Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation);

    /// <summary>Waits until nothing of an earlier beginning acts any more that a dead process of this machine left behind.</summary>
    Task SettleAsync(string key, CancellationToken cancellation) => Task.CompletedTask;
}
