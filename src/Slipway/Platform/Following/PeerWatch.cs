using System.Net.Http.Json;
using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary>
/// Says to those that follow, or that this one was promoted over, what this one is, and hears what they are: before it
/// serves, and every few seconds. Whoever cannot be reached cannot have told; then it serves.
/// </summary>
internal sealed partial class PeerWatch(RoleKeeper keeper, ServerSettings settings, TimeProvider time, ILogger<PeerWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A start waits no longer for those that are away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> away = [];

    /// <summary>Throws when another was promoted in this one's place.</summary>
    public async Task AskAllAsync(CancellationToken cancellation)
    {
        if (settings.Follow is not null || keeper.Role.Peers.Count == 0)
            return;
        using var client = Client();
        await Task.WhenAll(keeper.Role.Peers.Select(peer => MeetAsync(client, peer, cancellation)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Follow is not null)
            return;
        using var client = Client();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var peer in keeper.Role.Peers)
                await MeetAsync(client, peer, stoppingToken);
        }
    }

    private async Task MeetAsync(HttpClient client, string peer, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.PostAsJsonAsync(new Uri(new Uri(peer), FollowApi.MeetRoute), keeper.Say(), SlipwayJson.Options, cancellation);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<Statement>(SlipwayJson.Options, cancellation) is { } other)
                keeper.Hear(other);
            lock (away)
                away.Remove(peer);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException or System.Text.Json.JsonException or NotSupportedException or UriFormatException || (unreachable is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            lock (away)
                if (!away.Add(peer))
                    return;
            LogAway(peer, unreachable.GetBaseException().Message);
        }
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = Patience }) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Peer}, which follows or followed, cannot be asked ({Reason}). If it was promoted meanwhile, stop this server: two that serve drift apart until they meet.")]
    private partial void LogAway(string peer, string reason);
}
