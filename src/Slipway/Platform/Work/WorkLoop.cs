using System.Collections.Concurrent;
using System.Threading.Channels;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Work;

/// <summary>What is due that nobody holds? Lease it, do it, record it.</summary>
public sealed partial class WorkLoop(IEnumerable<IBackgroundWork> kinds, WorkLeases leases, JournalStore journal, IClock clock, TimeProvider time, ILogger<WorkLoop> log) : BackgroundService
{
    /// <summary>How often is looked for work that only time made due, or that a dead node left.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);

    private bool wasAway;

    /// <summary>Until then what seems to be free is left to who held it.</summary>
    private Instant blindUntil = Instant.MinValue;

    private readonly ConcurrentDictionary<string, Task> underWay = new(StringComparer.Ordinal);

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Looks for work at once: something became due.</summary>
    public void Look() => news.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (journal.IsCopy)
            return;
        journal.Committed += Hear;
        try
        {
            await leases.ForgetThoseOfTheDeadAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var kind in kinds)
                    await BeginDueAsync(kind, stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        finally
        {
            journal.Committed -= Hear;
            await Task.WhenAll(underWay.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Hear(IReadOnlyList<JournalEntry> entries) => Look();
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(Interval);
        await news.Reader.ReadAsync(soon.Token).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>What fails in one kind of work must not keep the others waiting; the database may be away for a while.</summary>
    private async Task BeginDueAsync(IBackgroundWork kind, CancellationToken cancellation)
    {
        try
        {
            foreach (var name in await kind.DueAsync(cancellation))
            {
                if (!underWay.ContainsKey(name) && await SeesAsync(cancellation) && await leases.TakeAsync(name, cancellation) is { } lease)
                    underWay[name] = Task.Run(() => DoAsync(kind, lease, cancellation), CancellationToken.None);
            }
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            wasAway = true;
            LogAway(away.GetBaseException().Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(kind.GetType().Name, fault);
        }
    }

    /// <summary>
    /// Whether a lease that has run out means a dead node. Who could not see the database cannot tell that from one that could
    /// not renew either, and still works: it is given the time to.
    /// </summary>
    private async Task<bool> SeesAsync(CancellationToken cancellation)
    {
        if (wasAway)
        {
            await leases.AskAsync(cancellation);
            (wasAway, blindUntil) = (false, clock.Now() + WorkLeases.Length);
        }
        return clock.Now() >= blindUntil;
    }

    private async Task DoAsync(IBackgroundWork kind, Lease lease, CancellationToken stopping)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var over = new CancellationTokenSource();
        var renewing = RenewAsync(lease, lost, over.Token);
        try
        {
            await kind.DoAsync(lease, lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Another node has it, or the server stops.
        }
        catch (Exception fault)
        {
            LogFault(lease.Name, fault);
        }
        await over.CancelAsync();
        await renewing;
        await ReturnAsync(lease);
        underWay.TryRemove(lease.Name, out _);
        Look();
    }

    private async Task RenewAsync(Lease lease, CancellationTokenSource lost, CancellationToken over)
    {
        var held = clock.Now() + WorkLeases.Length;
        using var timer = new PeriodicTimer(RenewEvery, time);
        while (await NextAsync(timer, over))
        {
            try
            {
                if (!await leases.RenewAsync(lease, over))
                {
                    LogLost(lease.Name);
                    await lost.CancelAsync();
                    return;
                }
                held = clock.Now() + WorkLeases.Length;
            }
            catch (Exception away) when (!over.IsCancellationRequested)
            {
                // While the database is away nobody can take it either; if somebody did, the next renewal says so.
                LogNotRenewed(lease.Name, held, away.GetBaseException().Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken over)
    {
        try
        {
            return await timer.WaitForNextTickAsync(over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReturnAsync(Lease lease)
    {
        try
        {
            await leases.ReturnAsync(lease, CancellationToken.None);
        }
        catch (Exception away)
        {
            // It runs out by itself.
            LogFault(lease.Name, away);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Background work failed ({Work}); it is tried again in a moment.")]
    private partial void LogFault(string work, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Background work waits for the database: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another node has taken {Work}; this one stops with it.")]
    private partial void LogLost(string work);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {Work} could not be renewed (it holds until {Until}): {Reason}")]
    private partial void LogNotRenewed(string work, Instant until, string reason);
}
