using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>People who act on a run, one act after the other, each sent again with the same id until somebody has acknowledged it.</summary>
internal sealed class PatientClients : IAsyncDisposable
{
    /// <summary>Between two acts of one client.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, (string Text, long Version, long At)> acknowledged = [];
    private readonly ConcurrentDictionary<string, int> refused = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource enough = new();
    private readonly Guid run;
    private readonly List<Task> clients;

    public PatientClients(Uri server, string token, Guid run, int count)
    {
        this.run = run;
        clients = [.. Enumerable.Range(0, count).Select(number => Task.Run(() => ActAsync(server, token, number)))];
    }

    /// <summary>What was said yes to.</summary>
    public IReadOnlyDictionary<Guid, (string Text, long Version, long At)> Acknowledged => acknowledged;

    /// <summary>How often was answered something else, by what it was.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    /// <summary>Throws what went wrong with a client until now.</summary>
    public async Task StillActAsync()
    {
        foreach (var client in clients.Where(client => client.IsFaulted))
            await client;
    }

    /// <summary>Lets every client end the act that it is at.</summary>
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

    private async Task ActAsync(Uri server, string token, int number)
    {
        using var client = ActingLaunch.Client(server, token);
        for (var act = 0; !enough.IsCancellationRequested; act++)
        {
            var (command, text) = (Guid.CreateVersion7(), $"client {number} act {act}");
            while (!await SentAsync(client, command, text))
                await Task.Delay(BeforeAnotherTry);
            await Task.Delay(Pause, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> SentAsync(HttpClient client, Guid command, string text)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", new { commandId = command, act = "comment", text });
            if (answer.IsSuccessStatusCode)
            {
                var version = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt64();
                acknowledged[command] = (text, version, Stopwatch.GetTimestamp());
                return true;
            }
            var said = await answer.Content.ReadAsStringAsync();
            // The balancer's own answer while a node dies, or ours while the database is away: anything else is a fault.
            Assert.True(answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, $"{answer.StatusCode} {said}");
            refused.AddOrUpdate(Name(answer, said), 1, (_, before) => before + 1);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException)
        {
            refused.AddOrUpdate("cut", 1, (_, before) => before + 1);
        }
        return false;
    }

    private static string Name(HttpResponseMessage answer, string said) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonSerializer.Deserialize<JsonElement>(said).GetProperty("type").GetString()!
            : $"{(int)answer.StatusCode} of the balancer";
}
