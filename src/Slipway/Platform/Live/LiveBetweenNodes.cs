using System.Threading.Channels;
using Npgsql;
using Slipway.Platform.Journal;

namespace Slipway.Platform.Live;

/// <summary>
/// Lets a change on one node be seen by the watchers of another: PostgreSQL's NOTIFY is the hint, which may be lost, and
/// a slow look at the watched streams' versions the certainty.
/// </summary>
internal sealed class LiveBetweenNodes(LiveHub hub, JournalStore journal, NpgsqlDataSource source, ILogger<LiveBetweenNodes> log) : BackgroundService
{
    private const string ChannelName = "slipway_live";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    private readonly string node = Guid.NewGuid().ToString("N");
    private readonly Channel<string> toTell = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        hub.Published += topic => toTell.Writer.TryWrite(topic);
        await Task.WhenAll(KeepAsync(TellAsync, stoppingToken), KeepAsync(ListenAsync, stoppingToken), KeepAsync(LookAsync, stoppingToken));
    }

    /// <summary>Starts again after the database was away.</summary>
    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await work(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("No word from or to other nodes for a while: {Reason}", away.Message);
                await Task.Delay(Look, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        while (await toTell.Reader.WaitToReadAsync(cancellation))
        {
            var topics = new HashSet<string>(StringComparer.Ordinal);
            while (toTell.Reader.TryRead(out var topic))
                topics.Add($"{node} {topic}");
            await using var command = source.CreateCommand($"SELECT pg_notify('{ChannelName}', told) FROM unnest($1) told");
            command.Parameters.Add(new() { Value = topics.ToArray() });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        connection.Notification += (_, told) =>
        {
            if (told.Payload.Split(' ', 2) is [var sender, var topic] && sender != node)
                hub.Wake(topic);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {ChannelName}", connection))
            await listen.ExecuteNonQueryAsync(cancellation);
        while (true)
            await connection.WaitAsync(cancellation);
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var watched = hub.Watched;
            if (watched.Count == 0)
                continue;
            var versions = await journal.VersionsAsync(watched, cancellation);
            foreach (var (topic, version) in versions)
                if (!seen.TryGetValue(topic, out var before) || before != version)
                    hub.Wake(topic);
            seen = new(versions, StringComparer.Ordinal);
        }
    }
}
