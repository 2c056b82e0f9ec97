using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>
/// Watchers of a room, as many open pages: each reads the page's stream, and comes back when it ends or goes silent, after
/// the waits that the page itself tells its script.
/// </summary>
internal sealed partial class BrowserLikeWatchers : IAsyncDisposable
{
    /// <summary>By so much hx-sse shortens and lengthens each wait.</summary>
    private const double Jitter = 0.3;

    private static readonly TimeSpan BeforeReload = TimeSpan.FromMilliseconds(250), Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient client;
    private readonly Uri stream;
    private readonly TimeSpan silence, firstWait, longestWait, connectTimeout;
    private readonly CancellationTokenSource enough = new();
    private readonly List<Watcher> watchers = [];
    private readonly List<Task> watching = [];

    private BrowserLikeWatchers(HttpClient client, Uri room, string page)
    {
        this.client = client;
        stream = new(room, WebUtility.HtmlDecode(Connect().Match(page).Groups[1].Value));
        silence = TimeSpan.FromSeconds(Number(Live(), page));
        firstWait = TimeSpan.FromMilliseconds(Number(Delay(), page));
        longestWait = TimeSpan.FromMilliseconds(Number(MaxDelay(), page));
        connectTimeout = TimeSpan.FromMilliseconds(Number(Timeout(), page));
    }

    /// <summary>Opens a room so many times; returns when all have its state.</summary>
    public static async Task<BrowserLikeWatchers> OpenAsync(Uri room, string token, int count)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var all = new BrowserLikeWatchers(client, room, await LoadAsync(client, room));
        for (var number = 0; number < count; number++)
        {
            var watcher = new Watcher();
            all.watchers.Add(watcher);
            all.watching.Add(Task.Run(() => all.WatchAsync(watcher)));
        }
        foreach (var watcher in all.watchers)
            await watcher.First.Task.WaitAsync(Patience);
        return all;
    }

    /// <summary>How many have seen this version or a later one.</summary>
    public int HaveSeen(long version) => watchers.Count(watcher => watcher.Newest >= version);

    public int Connected => watchers.Count(watcher => watcher.IsConnected);

    /// <summary>How often any of them came back.</summary>
    public int CameBack => watchers.Sum(watcher => watcher.Connections - 1);

    public async Task CloseAsync()
    {
        await enough.CancelAsync();
        await Task.WhenAll(watching);
    }

    /// <summary>For each act that was acknowledged, how long after it each watcher had it, or a later one.</summary>
    public IEnumerable<(int Watcher, long Version, long Acknowledged, TimeSpan Behind)> Behind(IReadOnlyList<(long Version, long At)> acknowledged)
    {
        for (var number = 0; number < watchers.Count; number++)
        {
            var seen = watchers[number].Seen.ToArray();
            var next = 0;
            foreach (var (version, at) in acknowledged)
            {
                while (next < seen.Length && seen[next].Version < version)
                    next++;
                if (next == seen.Length)
                    yield return (number, version, at, TimeSpan.MaxValue);
                else
                    yield return (number, version, at, seen[next].At > at ? Stopwatch.GetElapsedTime(at, seen[next].At) : TimeSpan.Zero);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await enough.CancelAsync();
        await Task.WhenAll(watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        enough.Dispose();
    }

    /// <summary>The page, loaded again where the balancer says for the moment that nobody is there.</summary>
    private static async Task<string> LoadAsync(HttpClient client, Uri room)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(BeforeReload))
        {
            using var answer = await client.GetAsync(room);
            if (answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) || since.Elapsed > Patience)
                return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        }
    }

    private async Task WatchAsync(Watcher watcher)
    {
        for (var attempt = 0; !enough.IsCancellationRequested; attempt++)
        {
            if (attempt > 0)
            {
                var wait = Math.Min(firstWait.TotalMilliseconds * Math.Pow(2, attempt - 1), longestWait.TotalMilliseconds) * (1 + (2 * Random.Shared.NextDouble() - 1) * Jitter);
                await Task.Delay(TimeSpan.FromMilliseconds(wait), enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            if (await ConnectAsync(watcher) is not { } answer)
                continue;
            attempt = 0;
            using (answer)
                await ReadAsync(watcher, answer);
        }
    }

    private async Task<HttpResponseMessage?> ConnectAsync(Watcher watcher)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(enough.Token);
        patience.CancelAfter(connectTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, stream);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (watcher.LastId is { } last)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        try
        {
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.IsSuccessStatusCode)
                return answer;
            answer.Dispose();
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException or IOException)
        {
            // The next try comes.
        }
        return null;
    }

    private async Task ReadAsync(Watcher watcher, HttpResponseMessage answer)
    {
        watcher.Connections++;
        watcher.IsConnected = true;
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(enough.Token);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(quiet.Token);
            using var reader = new StreamReader(body, Encoding.UTF8, false, 16 * 1024);
            while (true)
            {
                quiet.CancelAfter(silence);
                if (await reader.ReadLineAsync(quiet.Token) is not { } line)
                    return;
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    watcher.LastId = line["id: ".Length..];
                else if (line.Length == 0)
                    watcher.Note();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or HttpRequestException)
        {
            // It comes back.
        }
        finally
        {
            watcher.IsConnected = false;
        }
    }

    private static double Number(Regex pattern, string page) => double.Parse(pattern.Match(page).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("hx-sse:connect=\"([^\"]+)\"")]
    private static partial Regex Connect();

    [GeneratedRegex("data-live=\"(\\d+)\"")]
    private static partial Regex Live();

    [GeneratedRegex(@"sse\.reconnectDelay:(\d+)")]
    private static partial Regex Delay();

    [GeneratedRegex(@"sse\.reconnectMaxDelay:(\d+)")]
    private static partial Regex MaxDelay();

    [GeneratedRegex(@"sse\.connectTimeout:(\d+)")]
    private static partial Regex Timeout();

    /// <summary>One open page: what it saw, and when.</summary>
    private sealed class Watcher
    {
        public ConcurrentQueue<(long Version, long At)> Seen { get; } = [];
        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public string? LastId { get; set; }
        public long Newest { get; private set; }
        public int Connections { get; set; }
        public bool IsConnected { get; set; }

        /// <summary>An event is whole: its id begins with the version of the run that it shows.</summary>
        public void Note()
        {
            if (LastId is not { } id || long.Parse(id.AsSpan(0, id.IndexOf('-')), CultureInfo.InvariantCulture) is not (> 0 and var version) || version <= Newest)
                return;
            Newest = version;
            Seen.Enqueue((version, Stopwatch.GetTimestamp()));
            First.TrySetResult();
        }
    }
}
