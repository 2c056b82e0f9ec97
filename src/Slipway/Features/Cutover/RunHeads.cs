using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Journal;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>
/// Notes the journal's head where a run turns (it begins, a gate is decided, it goes back, it ends) and when the server
/// stops: what was cut off later is found out though nobody printed a head. After the answer, so that no act waits for it.
/// </summary>
public sealed partial class RunHeads(JournalStore journal, ILogger<RunHeads> log) : BackgroundService
{
    private static readonly FrozenSet<string> Turns = FrozenSet.ToFrozenSet(
    [
        RunEventJson.NameOf<RunBegun>(), RunEventJson.NameOf<GateDecided>(), RunEventJson.NameOf<RollbackStarted>(),
        RunEventJson.NameOf<RunCompleted>(), RunEventJson.NameOf<RunRolledBack>(), RunEventJson.NameOf<RunCancelled>(),
    ]);

    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim news = new(0);

    internal event Action<JournalHead>? Noted;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Committed += Hear;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Committed -= Hear;
        await base.StopAsync(cancellationToken);
        if (!journal.IsCopy)
            await NoteLastAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await news.WaitAsync(stoppingToken);
            await NoteAsync(stoppingToken);
        }
    }

    private void Hear(IReadOnlyList<JournalEntry> entries)
    {
        if (!journal.IsCopy && news.CurrentCount == 0 && entries.Any(entry => Turns.Contains(entry.Type)))
            news.Release();
    }

    /// <summary>In a time of its own, whatever the others took to stop.</summary>
    private async Task NoteLastAsync()
    {
        using var enough = new CancellationTokenSource(LastWithin);
        try
        {
            await NoteAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            LogNotNoted($"it was not there within {LastWithin.TotalSeconds} s, and the server ends.");
        }
    }

    private async Task NoteAsync(CancellationToken cancellation)
    {
        try
        {
            var head = await journal.HeadAsync(cancellation);
            Noted?.Invoke(head);
        }
        catch (Exception away) when (away is DbException or DbUpdateException or TimeoutException or InvalidOperationException)
        {
            LogNotNoted(away.GetBaseException().Message);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        news.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The head of the journal could not be noted: {Reason}")]
    private partial void LogNotNoted(string reason);
}
