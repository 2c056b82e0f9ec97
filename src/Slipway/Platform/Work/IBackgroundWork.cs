namespace Slipway.Platform.Work;

/// <summary>Work that nobody asks for at that moment: automated tasks, notices, packs. Every node looks for it, one node does it.</summary>
public interface IBackgroundWork
{
    /// <summary>Names of what is due now, each a lease's name. Asked often: it must be quick where nothing is.</summary>
    Task<IReadOnlyCollection<string>> DueAsync(CancellationToken cancellation);

    /// <summary>Does what is due under a name and returns when nothing is left to do or wait for.</summary>
    /// <param name="lease">Under which it is done; its epoch goes with every result.</param>
    /// <param name="lost">Cancelled when another node has taken it, and when the server stops: what is under way is stopped.</param>
    Task DoAsync(Lease lease, CancellationToken lost);
}
