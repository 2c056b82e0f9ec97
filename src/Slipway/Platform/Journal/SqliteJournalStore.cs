using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// Group commit: who comes while nobody writes, writes at once, on his own thread; whatever came meanwhile is written
/// after that in one transaction. Each act's caller hears of it after the commit. Five times as many acts a second as one
/// transaction each, because the disk is asked once for all.
/// </summary>
internal sealed class SqliteJournalStore(IDbContextFactory<SlipwayDb> databases, IClock clock, DatabasePlace place)
    : JournalStore(databases, clock), IAsyncDisposable
{
    private const int LargestBatch = 1000;

    private readonly Lock turns = new();
    private readonly Queue<Waiting> queue = new();
    private SqliteJournalSession? session;
    private bool writing, closed;
    private TaskCompletionSource? lastWritten;

    /// <summary>One server holds a data folder.</summary>
    public override bool WritesAlone => true;

    private protected override Task<AppendResult> WriteAsync(PreparedAct act)
    {
        var waiting = new Waiting(act);
        lock (turns)
        {
            if (closed)
                throw new InvalidOperationException("The journal is closed: the server is stopping.");
            queue.Enqueue(waiting);
            if (writing)
                return waiting.Result.Task;
            writing = true;
        }
        WriteBatch();
        return waiting.Result.Task;
    }

    /// <summary>Nobody's thread writes more than one batch: what came meanwhile is for the thread pool.</summary>
    private void WriteBatch()
    {
        var batch = new List<Waiting>();
        lock (turns)
        {
            while (batch.Count < LargestBatch && queue.TryDequeue(out var waiting))
                batch.Add(waiting);
        }
        Write(batch);
        lock (turns)
        {
            writing = queue.Count > 0;
            if (writing)
                _ = Task.Run(WriteBatch);
            else
                lastWritten?.SetResult();
        }
    }

    private void Write(List<Waiting> batch)
    {
        try
        {
            session ??= new SqliteJournalSession(place.DatabaseFile);
            session.InTransaction(() =>
            {
                foreach (var waiting in batch)
                    waiting.Outcome = Append(session, waiting.Act);
            });
        }
        catch (Exception failed) when (batch.Count > 1 && !IsEverybodys(failed))
        {
            // One act that cannot be written must not take the others with it.
            foreach (var waiting in batch)
                Write([waiting]);
            return;
        }
        catch (Exception failed)
        {
            foreach (var waiting in batch)
                waiting.Result.SetException(failed);
            return;
        }
        foreach (var waiting in batch)
            waiting.Result.SetResult(waiting.Outcome!);
    }

    /// <summary>The database is locked, cannot be read or written, or the disk is full: every act of the batch would fail, each after the same wait.</summary>
    private static bool IsEverybodys(Exception failed) => failed is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26 };

    private AppendResult Append(SqliteJournalSession session, PreparedAct act)
    {
        var there = session.EntriesOf(act.Stream, act.CommandId);
        if (there.Count > 0)
            return new AppendResult.AlreadyThere(there[^1].Version, there);
        var (version, hash) = session.Head(act.Stream);
        if (version != act.ExpectedVersion)
            return new AppendResult.Conflict(version);
        var entries = Chain(act, hash);
        foreach (var entry in entries)
            session.Insert(entry);
        return new AppendResult.Appended(entries[^1].Version, entries);
    }

    public async ValueTask DisposeAsync()
    {
        lock (turns)
        {
            closed = true;
            if (writing)
                lastWritten = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        if (lastWritten is not null)
            await lastWritten.Task;
        if (session is not null)
            await session.DisposeAsync();
    }

    private sealed class Waiting(PreparedAct act)
    {
        public PreparedAct Act { get; } = act;
        public AppendResult? Outcome { get; set; }
        public TaskCompletionSource<AppendResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
