using System.Diagnostics;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>From the start of the published program to its first page, beside an empty one; and what it holds in memory when nobody does anything.</summary>
internal static class StartFigures
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        using var folder = new TemporaryFolder();
        var (data, database) = (folder.File("data"), folder.File("empty.db"));
        var (first, _) = await StartAsync(() => PublishedPrograms.UpAsync("--data", data), "/sign-in");
        await StartAsync(() => PublishedPrograms.EmptyAsync(database), "/");
        var (ours, empty, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Math.Max(3, options.Rounds / 5); round++)
        {
            empty.Add((await StartAsync(() => PublishedPrograms.EmptyAsync(database), "/")).Milliseconds);
            ours.Add((await StartAsync(() => PublishedPrograms.UpAsync("--data", data), "/sign-in")).Milliseconds);
            ratios.Add(ours[^1] / empty[^1]);
        }
        var (_, memory) = await StartAsync(() => PublishedPrograms.UpAsync("--data", data), "/sign-in", Idle);
        return
        [
            new("start of the published program to its first page", Turns.Median(ratios), 1.5, "× an empty program", $"{Turns.Median(ours):0} ms", $"Razor Pages + EF + Identity {Turns.Median(empty):0} ms"),
            new("its very first start, with tables and sample to make", first, null, "ms", $"{first:0} ms"),
            new("memory after a minute of nothing", memory, 200, "MB", $"{memory:0} MB resident"),
        ];
    }

    private static async Task<(double Milliseconds, double Megabytes)> StartAsync(Func<Task<SlipwayProcess>> start, string page, TimeSpan idle = default)
    {
        var began = Stopwatch.GetTimestamp();
        await using var server = await start();
        using var client = new HttpClient { BaseAddress = server.Address };
        (await client.GetAsync(page)).EnsureSuccessStatusCode();
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await Task.Delay(idle);
        using var process = Process.GetProcessById(server.Id);
        var megabytes = process.WorkingSet64 / 1e6;
        await server.StopAsync();
        return (milliseconds, megabytes);
    }
}
