namespace Slipway.Features.Launches;

/// <summary>Plans and sheets are brought in one at a time: one at its size limit takes memory by the hundred megabytes while it is read.</summary>
public sealed class ReadingTurn : IDisposable
{
    /// <summary>Of what is smaller the collector takes care in time by itself.</summary>
    private const long Much = 256L << 20;

    private readonly SemaphoreSlim turn = new(1);

    public async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        var before = GC.GetTotalAllocatedBytes();
        try
        {
            return await work();
        }
        finally
        {
            LetGo(before);
            turn.Release();
        }
    }

    public Task<T> TakeAsync<T>(Func<T> work, CancellationToken cancellation) => TakeAsync(() => Task.FromResult(work()), cancellation);

    /// <summary>A step within a turn, of which nothing stays but what comes of it.</summary>
    public static T Step<T>(Func<T> work)
    {
        var before = GC.GetTotalAllocatedBytes();
        var result = work();
        LetGo(before);
        return result;
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The collector would wait until as much again is in use, and a large sheet would stand in memory several times.</summary>
    private static void LetGo(long before)
    {
        if (GC.GetTotalAllocatedBytes() - before > Much)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
