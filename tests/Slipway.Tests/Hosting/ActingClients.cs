using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Hosting;

/// <summary>Programs that act on one run of a server, one act after the other, until they are told that it is enough.</summary>
internal sealed class ActingClients : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> acknowledged = [];
    private readonly CancellationTokenSource enough = new();
    private readonly List<Task> clients = [];

    public required Guid Run { get; init; }

    /// <summary>The acts that the server said yes to, until now.</summary>
    public IReadOnlyCollection<Guid> Acknowledged => [.. acknowledged.Keys];

    /// <summary>Those whose yes had come before a moment.</summary>
    public IReadOnlyCollection<Guid> AcknowledgedBefore(DateTimeOffset at) => [.. acknowledged.Where(act => act.Value < at).Select(act => act.Key)];

    public static async Task<ActingClients> StartAsync(Uri server, string token, int count)
    {
        using var client = Client(token);
        var answer = await client.PostAsJsonAsync(new Uri(server, "/api/v1/launches/usct/runs"), new { mode = "rehearsal", autopilot = false, speed = 1 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var acting = new ActingClients { Run = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid() };
        acting.clients.AddRange(Enumerable.Range(0, count).Select(number => Task.Run(() => acting.ActAsync(server, token, number))));
        return acting;
    }

    /// <summary>Ends when so many acts were acknowledged.</summary>
    public async Task ReachAsync(int acts)
    {
        while (acknowledged.Count < acts)
        {
            if (clients.FirstOrDefault(client => client.IsCompleted) is { } ended)
                await ended;
            await Task.Delay(10);
        }
    }

    public async Task StopAsync()
    {
        await enough.CancelAsync();
        await Task.WhenAll(clients);
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        await Task.WhenAll(clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        enough.Dispose();
    }

    public static HttpClient Client(string token) => new() { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    private async Task ActAsync(Uri server, string token, int number)
    {
        using var client = Client(token);
        for (var act = 0; !enough.IsCancellationRequested; act++)
        {
            var command = Guid.CreateVersion7();
            var answer = await client.PostAsJsonAsync(new Uri(server, $"/api/v1/runs/{Run}/acts"), new { commandId = command, act = "comment", text = $"client {number} act {act}" });
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            acknowledged[command] = DateTimeOffset.UtcNow;
        }
    }
}
