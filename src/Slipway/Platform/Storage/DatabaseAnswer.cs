using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Slipway.Platform.Storage;

/// <summary>
/// Whether the database answers. Whoever asks again within a second is told what it did last, while it is being asked anew: a
/// balancer's check must not wait behind everything else that a busy node wants of the database, or the node is taken for dead.
/// </summary>
public sealed class DatabaseAnswer(IDbContextFactory<SlipwayDb> databases)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task asking = Task.CompletedTask;
    private long? answered;

    /// <summary>Returns when it answers, or did within the last second; throws what it threw else.</summary>
    public Task AskAsync()
    {
        lock (gate)
        {
            if (asking.IsCompleted)
                asking = Task.Run(QueryAsync);
            return answered is { } then && Stopwatch.GetElapsedTime(then) < Fresh ? Task.CompletedTask : asking;
        }
    }

    private async Task QueryAsync()
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            await db.Database.ExecuteSqlRawAsync("SELECT 1");
            Note(Stopwatch.GetTimestamp());
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
