using Microsoft.EntityFrameworkCore;

namespace Slipway.Platform.Storage;

/// <summary>
/// Whether the database answers. Whoever asks again within a second is told what it did last, while it is being asked anew: a
/// balancer's check must not wait behind everything else that a busy node wants of the database, or the node is taken for dead.
/// </summary>
public sealed class DatabaseAnswer(IDbContextFactory<SlipwayDb> databases, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>Longer than anybody's check waits. A database that takes the question and never answers is away, and is asked anew on another connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private Task asking = Task.CompletedTask;
    private long? answered;

    /// <summary>Returns when it answers, or did within the last second; throws what it threw else, after some seconds of silence a <see cref="TimeoutException"/>.</summary>
    public Task AskAsync()
    {
        lock (gate)
        {
            if (asking.IsCompleted)
                asking = Task.Run(QueryAsync);
            return answered is { } then && time.GetElapsedTime(then) < Fresh ? Task.CompletedTask : asking;
        }
    }

    private async Task QueryAsync()
    {
        using var enough = new CancellationTokenSource(Patience, time);
        try
        {
            await using var db = await databases.CreateDbContextAsync(enough.Token);
            await db.Database.ExecuteSqlRawAsync("SELECT 1", enough.Token);
            Note(time.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            Note(null);
            throw new TimeoutException($"The database did not answer within {Patience.TotalSeconds} s.");
        }
        catch
        {
            Note(null);
            throw;
        }
    }

    private void Note(long? now)
    {
        lock (gate)
            answered = now;
    }
}
