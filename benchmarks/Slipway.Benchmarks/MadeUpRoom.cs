using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>The published program with a rehearsal of a made-up launch, and a client who may act in it.</summary>
internal sealed partial class MadeUpRoom : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Queue<(string Act, string Task)> acts;
    private SlipwayProcess? server;
    private Guid run;

    private MadeUpRoom(Plan plan) => acts = new(plan.Forward.TakeWhile(task => task.Gate is null)
        .SelectMany(task => new[] { "start", "finish" }.Select(act => (act, task.Id))));

    public HttpClient Client { get; private set; } = new();

    /// <summary>Where the room's page is.</summary>
    public static string Page => "/launches/made-up/room/1";

    public static async Task<MadeUpRoom> OpenAsync(int tasks)
    {
        var plan = MadeUpPlans.Launching(tasks);
        var room = new MadeUpRoom(plan);
        var data = room.folder.File("data");
        room.server = await PublishedPrograms.UpAsync(LaunchFolder.Write(room.folder, plan), "--data", data);
        room.Client = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = room.server.Address, Timeout = TimeSpan.FromMinutes(5) };
        room.Client.DefaultRequestHeaders.Authorization = new("Bearer", await PublishedPrograms.TokenAsync(data));
        room.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var started = await room.Client.PostAsJsonAsync("/api/v1/launches/made-up/runs", new { mode = "rehearsal" });
        room.run = (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return room;
    }

    /// <summary>The stream that keeps the page alive, as the page names it.</summary>
    public async Task<string> LiveAddressAsync() =>
        WebUtility.HtmlDecode(Live().Match(await Client.GetStringAsync(Page)).Groups["address"].Value);

    /// <summary>Starts the next task or finishes it; the version afterwards.</summary>
    public async Task<long> ActAsync()
    {
        var (act, task) = acts.Dequeue();
        using var answer = await Client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", new { commandId = Guid.CreateVersion7(), act, task });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    [GeneratedRegex("hx-sse:connect=\"(?<address>[^\"]+)\"")]
    private static partial Regex Live();
}
