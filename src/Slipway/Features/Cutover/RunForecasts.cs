using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Forecasts, computed beside the acts and kept for a moment: a room full of watchers asks for the same one.</summary>
public sealed class RunForecasts(IClock clock, ILogger<RunForecasts> log)
{
    /// <summary>How long a forecast of the same version is good: time alone moves it slowly, except in a fast rehearsal.</summary>
    private static readonly Duration GoodFor = Duration.FromSeconds(10);

    private static readonly Duration GoodAtLeast = Duration.FromSeconds(1);

    /// <summary>So many runs' forecasts are kept.</summary>
    private const int MostKept = 100;

    /// <summary>So long an act has the machine to itself: it is on everybody's screen before the trials take all cores.</summary>
    private static readonly TimeSpan ActFirst = TimeSpan.FromMilliseconds(200);

    private readonly RecentlyUsed<Guid, Kept> kept = new(MostKept);

    /// <summary>Raised when a forecast that <see cref="LatestAsync"/> promised is there.</summary>
    public event Action<Run>? Made;

    /// <summary>
    /// The newest forecast there is, at once: it may hold for an earlier version, and then that of this one is being made.
    /// Watchers see an act before anybody knows what it means for the finish.
    /// </summary>
    public async Task<RunForecast> LatestAsync(Run run, CancellationToken cancellation)
    {
        var entry = kept.GetOrAdd(run.Id, () => new Kept());
        if (entry.Forecast is not { } latest || !run.IsOpen || latest.BackStarted != run.State.RollbackBegan)
            return await NowAsync(run, cancellation);
        if (Fresh(entry, run) is null && Interlocked.Exchange(ref entry.Promised, 1) == 0)
            _ = Task.Run(() => MakeAsync(run, entry), CancellationToken.None);
        return latest;
    }

    /// <summary>The forecast for the run as given, at most some seconds old.</summary>
    public async Task<RunForecast> NowAsync(Run run, CancellationToken cancellation)
    {
        var entry = kept.GetOrAdd(run.Id, () => new Kept());
        if (Fresh(entry, run) is { } fresh)
            return fresh;
        await entry.OneAtATime.WaitAsync(cancellation);
        try
        {
            if (Fresh(entry, run) is { } justMade)
                return justMade;
            var real = clock.Now();
            var forecast = await Task.Run(() => RunForecast.Of(run.State, run.State.NowAt(real).CutToMicroseconds()), cancellation);
            (entry.Forecast, entry.Made) = (forecast, real);
            return forecast;
        }
        finally
        {
            entry.OneAtATime.Release();
        }
    }

    private async Task MakeAsync(Run run, Kept entry)
    {
        try
        {
            await Task.Delay(ActFirst);
            await NowAsync(run, CancellationToken.None);
            // The collector takes its turn now, while nobody waits, and not in the middle of the next act.
            GC.Collect(0, GCCollectionMode.Forced);
        }
        catch (Exception failed)
        {
            // The room keeps the forecast that it has, which says when it was made; the next act asks again.
            log.LogError(failed, "Could not forecast run {Run}", run.Id);
        }
        finally
        {
            Interlocked.Exchange(ref entry.Promised, 0);
        }
        Made?.Invoke(run);
    }

    private RunForecast? Fresh(Kept entry, Run run) =>
        entry.Forecast is { } forecast && forecast.Version == run.State.Version && (!run.IsOpen || clock.Now() - entry.Made < GoodForAt(run.State.Speed)) ? forecast : null;

    private static Duration GoodForAt(double speed) => Duration.Max(GoodAtLeast, GoodFor / Math.Max(1, speed));

    private sealed class Kept
    {
        public SemaphoreSlim OneAtATime { get; } = new(1);
        public RunForecast? Forecast { get; set; }
        public Instant Made { get; set; }

        /// <summary>1 while a forecast is being made that nobody waits for.</summary>
        public int Promised;
    }
}
