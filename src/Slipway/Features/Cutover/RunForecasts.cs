using System.Collections.Concurrent;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Forecasts, computed beside the acts and kept for a moment: a room full of watchers asks for the same one.</summary>
public sealed class RunForecasts(IClock clock)
{
    /// <summary>How long a forecast of the same version is good: time alone moves it slowly.</summary>
    private static readonly Duration GoodFor = Duration.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    /// <summary>The forecast for the run as given, at most some seconds old.</summary>
    public async Task<RunForecast> NowAsync(Run run, CancellationToken cancellation)
    {
        var entry = kept.GetOrAdd(run.Id, _ => new Kept());
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

    private RunForecast? Fresh(Kept entry, Run run) =>
        entry.Forecast is { } forecast && forecast.Version == run.State.Version && (!run.IsOpen || clock.Now() - entry.Made < GoodFor) ? forecast : null;

    private sealed class Kept
    {
        public SemaphoreSlim OneAtATime { get; } = new(1);
        public RunForecast? Forecast { get; set; }
        public Instant Made { get; set; }
    }
}
