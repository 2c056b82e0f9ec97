using System.Threading.Channels;
using Npgsql;

namespace Slipway.Platform.Live;

/// <summary>
/// Lets a change on one node be seen by the watchers of another: PostgreSQL's NOTIFY is the hint, which may be lost, and
/// a slow look at the watched streams' versions the certainty.
/// </summary>
internal sealed class LiveBetweenNodes(LiveHub hub, NpgsqlDataSource source, ILogger<LiveBetweenNodes> log) : BackgroundService
{
    private const string ChannelName = "slipway_live";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>PostgreSQL lets those that tell wait for one another, and for the disk: in a busy minute one tells of many acts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A database that does not answer within it is away.</summary>
    private const int PatienceInSeconds = 3;

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
            catch (Exception away)
            {
                log.LogWarning("No word from or to other nodes for a while: {Reason}", away.GetBaseException().Message);
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
            await using (var command = source.CreateCommand($"SELECT pg_notify('{ChannelName}', told) FROM unnest($1) told"))
            {
                command.Parameters.Add(new() { Value = topics.ToArray() });
                await command.ExecuteNonQueryAsync(cancellation);
            }
            await Task.Delay(Pause, cancellation);
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

    /// <summary>
    /// A node that is killed between an act's commit and its NOTIFY has told nobody, and a connection that listens may be dead
    /// without anybody's word: whoever watches is in the past for as long as this takes.
    /// </summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var watched = hub.Watched;
                var versions = await VersionsAsync(watched, cancellation);
                hub.Knows = true;
                foreach (var (topic, version) in versions)
                    if (!seen.TryGetValue(topic, out var before) || before != version)
                        hub.Wake(topic);
                seen = versions;
            }
        }
        finally
        {
            hub.Knows = false;
        }
    }

    /// <summary>Asked also when nobody watches: who comes next is told by beats that this node knows what others do.</summary>
    private async Task<Dictionary<string, long>> VersionsAsync(IReadOnlyCollection<string> watched, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "SELECT topic, (SELECT version FROM journal_entries WHERE stream = topic ORDER BY version DESC LIMIT 1) FROM unnest($1) topic");
        command.CommandTimeout = PatienceInSeconds;
        command.Parameters.Add(new() { Value = watched.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            if (!reader.IsDBNull(1))
                versions[reader.GetString(0)] = reader.GetInt64(1);
        return versions;
    }
}
