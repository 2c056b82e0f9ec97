using System.Diagnostics;
using System.Globalization;
using System.Text;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>
/// How long after an act was sent all watchers of a room have seen it, beside a bare endpoint that writes the same bytes to
/// as many. Both servers are processes of their own, and their turns alternate; the clients are in this one, on the same cores.
/// </summary>
internal static class WatcherFigures
{
    // Code is compiled for good, in either program, after thirty runs and, where it came compiled ahead, thirty more that are counted.
    private const int WarmUp = 90;

    // Both come out of the same silence, in which cores fall asleep and caches go cold; after an act it holds what the act
    // means for the finish. At most one act a second goes out: one that comes sooner waits, which is not what is measured here.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(800);

    // Streams end after four minutes, and the warm-up must not use them up.
    private static readonly TimeSpan WarmUpSilence = TimeSpan.FromMilliseconds(550);

    /// <param name="options">How many rounds.</param>
    /// <param name="watchers">How many watch.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options, int watchers)
    {
        await using var room = await MadeUpRoom.OpenAsync(300);
        await using var bare = await SlipwayProcess.UpAsync(new ProcessStartInfo(Environment.ProcessPath!, [BareEndpoint.Command]));
        using var bareClient = new HttpClient { BaseAddress = bare.Address };
        var live = await room.LiveAddressAsync();
        var ours = await Task.WhenAll(Enumerable.Range(0, watchers).Select(_ => EventStream.OpenAsync(room.Client, live)));
        var bares = await Task.WhenAll(Enumerable.Range(0, watchers).Select(_ => EventStream.OpenAsync(bareClient, "/events")));

        var (seen, bareSeen, bytes) = (new List<double>(), new List<double>(), new List<double>());
        var version = VersionOf(live.Split("since=")[1]);
        for (var round = 0; round < WarmUp + options.Rounds; round++)
        {
            var silence = round < WarmUp ? WarmUpSilence : Silence;
            await Task.Delay(silence);
            // The forecast of the act before this one is a frame of its own, of a version that everybody has seen.
            var (before, after) = (version, 0L);
            var (latencies, length) = await SeenAsync(ours, seen => VersionOf(seen) > before, async () => after = await room.ActAsync());
            version = after;
            await Task.Delay(silence);
            using var same = new ByteArrayContent(Encoding.UTF8.GetBytes($"id: {round}\ndata: {new string('x', Math.Max(0, length - 20))}\n\n"));
            var (bareLatencies, _) = await SeenAsync(bares, _ => true, () => bareClient.PostAsync("/events", same));
            if (round < WarmUp)
                continue;
            seen.AddRange(latencies);
            bareSeen.AddRange(bareLatencies);
            bytes.Add(length);
        }
        var (subject, peer) = (Turns.Quantile(seen, 0.99), Turns.Quantile(bareSeen, 0.99));
        return
        [
            new($"an act seen by {watchers.ToString("N0", CultureInfo.InvariantCulture)} watchers, p99", subject / peer, 1.5, "× a bare endpoint", $"{subject:0} ms (median {Turns.Median(seen):0} ms)", $"{peer:0} ms (median {Turns.Median(bareSeen):0} ms) for {Turns.Median(bytes):0} bytes"),
        ];
    }

    /// <summary>An event's id begins with the version of the run that it shows.</summary>
    private static long VersionOf(string id) => long.Parse(id.Split('-')[0], CultureInfo.InvariantCulture);

    private static async Task<(double[] Latencies, int Length)> SeenAsync(EventStream[] watchers, Func<string, bool> isIt, Func<Task> act)
    {
        var next = watchers.Select(watcher => NextAsync(watcher, isIt)).ToArray();
        var began = Stopwatch.GetTimestamp();
        await act();
        var events = await Task.WhenAll(next);
        return (Array.ConvertAll(events, seen => Stopwatch.GetElapsedTime(began, seen.At).TotalMilliseconds), events[0].Length);
    }

    private static async Task<(string Id, int Length, long At)> NextAsync(EventStream watcher, Func<string, bool> isIt)
    {
        while (true)
        {
            var seen = await watcher.NextAsync();
            if (isIt(seen.Id))
                return seen;
        }
    }
}
