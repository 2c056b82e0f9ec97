using System.Security.Cryptography;
using System.Text.Json;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Api;

/// <summary>What a run shows, in a few characters: its version, and what time alone changes in it.</summary>
internal static class RunDigest
{
    private const int ToTheMinute = 16;

    /// <summary>The same for what differs by the run's clock only, and by less than a minute in what is forecast.</summary>
    public static string Of(RunJson run)
    {
        var shown = run with
        {
            Now = "",
            RollbackDeadline = Minute(run.RollbackDeadline),
            PointOfNoReturn = run.PointOfNoReturn is { } point ? point with { At = Minute(point.At)! } : null,
            Forecast = run.Forecast with
            {
                Finish = Minute(run.Forecast.Finish),
                P50 = Minute(run.Forecast.P50),
                P80 = Minute(run.Forecast.P80),
                GoLive = Minute(run.Forecast.GoLive),
                InsideWindow = run.Forecast.InsideWindow is { } inside ? Math.Round(inside, 2) : null,
            },
            Tasks = [.. run.Tasks.Select(task => task with { Forecast = task.Forecast is { } span ? new(Minute(span.Start), Minute(span.Finish)) : null })],
        };
        return $"{run.Version}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, SlipwayJson.Options)).AsSpan(0, 8))}";
    }

    private static string? Minute(string? time) => time is { Length: > ToTheMinute } ? time[..ToTheMinute] : time;
}
