using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Tests.Platform.Journal;

/// <summary>A server killed at any moment comes back with nothing lost and nothing doubled.</summary>
public sealed class KillTests
{
    private const int Clients = 16;

    [Fact]
    public Task A_kill_loses_and_doubles_nothing() => OnSqliteAsync(1);

    [Fact, Trait("Speed", "slow")]
    public Task A_hundred_kills_on_one_machine_lose_and_double_nothing() => OnSqliteAsync(100);

    [Fact, Trait("Speed", "slow")]
    public async Task Twenty_kills_on_two_nodes_lose_and_double_nothing()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var database = PostgresServer.NewDatabase();
        await KillAsync(["--db", database], DatabasePlace.Postgres(database), nodes: 2, kills: 20);
    }

    private static async Task OnSqliteAsync(int kills)
    {
        using var folder = new TemporaryFolder();
        await KillAsync(["--data", folder.Path], DatabasePlace.Folder(folder.Path), nodes: 1, kills);
    }

    private static async Task KillAsync(string[] where, DatabasePlace place, int nodes, int kills)
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Node.StartAsync(where)));
        var token = (await SlipwayProcess.RunAsync(["token", "create", "--name", "kill", "--role", "administrator", .. where])).Results.Trim();
        var run = await StartRunAsync(await servers[0].AddressAsync(), token);

        var acknowledged = new Acknowledged();
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => ActAsync(client, servers[client % nodes], token, run, acknowledged, enough.Token)).ToList();
        var random = new Random(20270206);
        for (var kill = 0; kill < kills; kill++)
        {
            // At any moment: after a random number of acknowledged acts, while the other clients' acts are on their way.
            var more = acknowledged.MoreAsync(random.Next(1, 60));
            await await Task.WhenAny([more, .. clients]);
            await servers[random.Next(nodes)].KillAndStartAsync();
        }
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        foreach (var server in servers)
            await server.DisposeAsync();
        await CheckAsync(where, place, run, acknowledged.Acts);
    }

    private static async Task<Guid> StartRunAsync(Uri server, string token)
    {
        using var client = Client(token);
        var answer = await client.PostAsJsonAsync(new Uri(server, "/api/v1/launches/usct/runs"), new { mode = "rehearsal", autopilot = false, speed = 1 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Acts until it is enough; an act without an answer is sent again, as a phone that lost its network does.</summary>
    private static async Task ActAsync(int number, Node server, string token, Guid run, Acknowledged acknowledged, CancellationToken enough)
    {
        using var client = Client(token);
        for (var act = 0; !enough.IsCancellationRequested; act++)
        {
            var (command, text) = (Guid.CreateVersion7(), $"client {number} act {act}");
            while (!await SentAsync(client, await server.AddressAsync(), run, command, text))
            {
            }
            acknowledged.Add(command, text);
        }
    }

    private static async Task<bool> SentAsync(HttpClient client, Uri server, Guid run, Guid command, string text)
    {
        try
        {
            var answer = await client.PostAsJsonAsync(new Uri(server, $"/api/v1/runs/{run}/acts"), new { commandId = command, act = "comment", text });
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.InternalServerError, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task CheckAsync(string[] where, DatabasePlace place, Guid run, IReadOnlyDictionary<Guid, string> acknowledged)
    {
        var verified = await SlipwayProcess.RunAsync(["journal", "verify", .. where]);
        Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);

        await using var offline = await Offline.OnAsync(place, default);
        var entries = await offline.Get<JournalStore>().ReadAsync($"run:{run:N}");
        Assert.NotEmpty(entries);
        var comments = entries.Where(entry => entry.Data?.Contains("\"client ", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(comments.Count, comments.DistinctBy(entry => entry.CommandId).Count());
        var written = comments.ToDictionary(entry => entry.CommandId, entry => entry.Data!);
        Assert.All(acknowledged, act => Assert.Contains($"\"{act.Value}\"", written[act.Key], StringComparison.Ordinal));
        // Each client sent its acts one after the other, and sent again what was not answered: nothing is missing in between.
        Assert.Equal(acknowledged.Count, comments.Count);
    }

    private static HttpClient Client(string token) => new() { DefaultRequestHeaders = { Authorization = new("Bearer", token) }, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The acts that a server said yes to.</summary>
    private sealed class Acknowledged
    {
        private readonly ConcurrentDictionary<Guid, string> acts = [];
        private (int Count, TaskCompletionSource Reached)? waiting;

        public IReadOnlyDictionary<Guid, string> Acts => acts;

        public void Add(Guid command, string text)
        {
            acts[command] = text;
            lock (acts)
                if (waiting is { } wait && acts.Count >= wait.Count)
                    wait.Reached.TrySetResult();
        }

        public Task MoreAsync(int more)
        {
            lock (acts)
            {
                waiting = (acts.Count + more, new(TaskCreationOptions.RunContinuationsAsynchronously));
                return waiting.Value.Reached.Task;
            }
        }
    }

    /// <summary>A server that is killed and started again at another port.</summary>
    private sealed class Node(string[] where) : IAsyncDisposable
    {
        private TaskCompletionSource<SlipwayProcess> up = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static async Task<Node> StartAsync(string[] where)
        {
            var node = new Node(where);
            node.up.SetResult(await SlipwayProcess.UpAsync(where));
            return node;
        }

        /// <summary>Where it listens, once it does.</summary>
        public async Task<Uri> AddressAsync() => (await Volatile.Read(ref up).Task).Address;

        public async Task KillAndStartAsync()
        {
            var running = await up.Task;
            await running.KillAsync();
            Volatile.Write(ref up, new(TaskCreationOptions.RunContinuationsAsynchronously));
            await running.DisposeAsync();
            up.SetResult(await SlipwayProcess.UpAsync(where));
        }

        public async ValueTask DisposeAsync() => await (await up.Task).DisposeAsync();
    }
}
