using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>From the start of the program to the room of an open run, after it was killed while people act, beside the same after it was stopped in an orderly way.</summary>
internal static class RestartFigures
{
    private const int Clients = 8;
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        var server = await PublishedPrograms.UpAsync(LaunchFolder.Write(folder, MadeUpPlans.Launching(300)), "--data", data);
        var token = await PublishedPrograms.TokenAsync(data);
        var run = await BeginAsync(server, token);
        var (plain, killed, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Math.Max(5, options.Rounds / 5); round++)
        {
            await ActAsync(server, token, run);
            await server.StopAsync();
            (server, var stopped) = await StartAsync(data, token);
            await Task.WhenAny(ActAsync(server, token, run), Task.Delay(Busy / 2));
            await server.KillAsync();
            (server, var after) = await StartAsync(data, token);
            plain.Add(stopped);
            killed.Add(after);
            ratios.Add(after / stopped);
        }
        await server.DisposeAsync();
        return [new("restart to the room after SIGKILL under load", Turns.Median(ratios), 2, "× after an orderly stop", $"{Turns.Median(killed):0} ms", $"{Turns.Median(plain):0} ms")];
    }

    private static async Task<Guid> BeginAsync(SlipwayProcess server, string token)
    {
        using var client = Client(server, token);
        using var started = await client.PostAsJsonAsync("/api/v1/launches/made-up/runs", new { mode = "rehearsal" });
        return (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task<(SlipwayProcess Server, double Milliseconds)> StartAsync(string data, string token)
    {
        var began = Stopwatch.GetTimestamp();
        var server = await PublishedPrograms.UpAsync("--data", data);
        using var client = Client(server, token);
        (await client.GetAsync(MadeUpRoom.Page)).EnsureSuccessStatusCode();
        return (server, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>People act for a while; whom the server leaves in the middle goes home.</summary>
    private static Task ActAsync(SlipwayProcess server, string token, Guid run) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
    {
        using var client = Client(server, token);
        try
        {
            for (var since = Stopwatch.StartNew(); since.Elapsed < Busy;)
                using (await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", new { commandId = Guid.CreateVersion7(), act = "comment", text = $"client {number}" }))
                {
                }
        }
        catch (HttpRequestException)
        {
        }
    }));

    private static HttpClient Client(SlipwayProcess server, string token) => new() { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
}
