using System.Diagnostics;
using System.Globalization;
using Slipway.Features.Cutover;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Testing.Proxies;
using Slipway.Planning.Runs;
using Slipway.Tests.Features.Cutover.Automation;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>
/// Three nodes behind the balancer of docs/operators, with watchers, people who act and automated tasks, while one node after
/// the other is killed, hung and started again.
/// </summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class ManyNodesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a lease and what it takes to notice that it has run out.</summary>
    private static readonly TimeSpan LongHang = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortHang = TimeSpan.FromSeconds(3);

    [Fact, Trait("Speed", "slow")]
    public Task A_kill_and_a_hang_of_one_of_three_nodes_lose_double_and_hide_nothing() =>
        TurnAsync(SlipwayProcess.Built, watchers: 60, clients: 8, tasks: 30, async trouble =>
        {
            await trouble.HangAsync(await trouble.HolderAsync(), LongHang);
            await trouble.KillAsync(await trouble.HolderAsync());
        });

    /// <summary>As it is installed: what was only built compiles itself for its first half minute, at each start.</summary>
    [Fact, Trait("Speed", "slow")]
    public async Task Two_minutes_of_kills_and_hangs_of_three_nodes_lose_double_and_hide_nothing()
    {
        await using var published = new PublishedTests.Folder();
        await published.InitializeAsync();
        await TurnAsync(arguments => new(Path.Combine(published.Path, "Slipway"), arguments), watchers: 500, clients: 32, tasks: 210, async trouble =>
        {
            var began = Stopwatch.StartNew();
            for (var turn = 0; began.Elapsed < TimeSpan.FromMinutes(2); turn++)
            {
                // Whoever does the tasks every other time, else one after the other.
                var node = turn % 2 == 0 ? await trouble.HolderAsync() : turn % 3;
                if (turn % 3 == 0)
                    await trouble.KillAsync(node);
                else
                    await trouble.HangAsync(node, turn % 3 == 1 ? ShortHang : LongHang);
            }
        });
    }

    private async Task TurnAsync(Func<string[], ProcessStartInfo> program, int watchers, int clients, int tasks, Func<Trouble, Task> make)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && PostgresServer.Installed && HaProxyProcess.Installed, "Needs Linux, PostgreSQL and HAProxy (apt-get install postgresql haproxy).");
        var database = PostgresServer.NewDatabase();
        using var launch = new ActingLaunch();
        var run = new BusyRun(launch);
        run.Write(tasks);
        await using var nodes = await Nodes.StartAsync(program, database, launch.LaunchFolder, "--commands", launch.Programs);
        var token = await ActingLaunch.TokenAsync("--db", database);
        using var person = ActingLaunch.Client(nodes.Address, token);
        using (var first = ActingLaunch.Client(nodes.Each[0], token))
            await run.StartAsync(first);
        await using var rooms = await BrowserLikeWatchers.OpenAsync(new(nodes.Address, RunLinks.Room("acting", 1)), token, watchers);
        await using var acting = new PatientClients(nodes.Address, token, run.Id, clients);
        using var enough = new CancellationTokenSource();
        var answering = run.AnswerAsync(person, enough.Token);

        var trouble = new Trouble(nodes, run.Id, acting);
        await make(trouble);

        await acting.StopAsync();
        var last = acting.Acknowledged.Values.Max(act => act.Version);
        await AllHaveItAsync(rooms, last, watchers);
        await enough.CancelAsync();
        await answering;
        await rooms.CloseAsync();
        var done = await run.CheckAsync(person);
        await Acknowledgements.CheckAsync(database, run.Id, acting);
        Say(trouble, acting, rooms, watchers, done);
        // Besides those that were killed or hung: a node that answers late, whose watchers are thrown off.
        foreach (var line in nodes.TakenForDown)
            output.WriteLine(line);
        CheckWatchers(rooms, acting, trouble);
        await CheckTakenOverAsync(database, run.Id, trouble);
    }

    private static async Task AllHaveItAsync(BrowserLikeWatchers rooms, long version, int watchers)
    {
        var since = Stopwatch.StartNew();
        while (rooms.HaveSeen(version) < watchers && since.Elapsed < MostBehind + MostBehind)
            await Task.Delay(20);
    }

    private void Say(Trouble trouble, PatientClients acting, BrowserLikeWatchers rooms, int watchers, int done)
    {
        var behind = rooms.Behind(Acts(acting)).Select(act => act.Behind).Order().ToList();
        output.WriteLine($"{acting.Acknowledged.Count} acts acknowledged, not at once: {string.Join(", ", acting.Refused.Select(pair => $"{pair.Value} {pair.Key}"))}.");
        output.WriteLine($"{watchers} watchers, who came back {rooms.CameBack} times; behind an act: median {behind[behind.Count / 2].TotalSeconds:0.00} s, 99.9% {behind[(int)(behind.Count * 0.999)].TotalSeconds:0.00} s, most {behind[^1].TotalSeconds:0.00} s.");
        output.WriteLine($"{done} automated tasks done.");
        foreach (var (what, node, at, _) in trouble.Made)
            output.WriteLine($"{at:HH:mm:ss.fff} {what} node {node + 1}");
    }

    private static void CheckWatchers(BrowserLikeWatchers rooms, PatientClients acting, Trouble trouble)
    {
        var tooLate = rooms.Behind(Acts(acting)).Where(act => act.Behind > MostBehind).ToList();
        Assert.True(tooLate.Count == 0, $"{tooLate.Select(act => act.Watcher).Distinct().Count()} watchers were behind for more than {MostBehind.TotalSeconds} s:\n"
            + string.Join('\n', tooLate.GroupBy(act => trouble.When(act.Acknowledged).ToString("HH:mm:ss", CultureInfo.InvariantCulture)).Select(acts => $"acts of {acts.Key}: {acts.Select(act => act.Watcher).Distinct().Count()} watchers, by {acts.Max(act => act.Behind).TotalSeconds:0.0} s")));
    }

    /// <summary>The work of a node that was killed, or hung for longer than its lease, went on elsewhere in time; what the woken one brought was refused, and is in the journal.</summary>
    private async Task CheckTakenOverAsync(string database, Guid run, Trouble trouble)
    {
        await using var offline = await Offline.OnAsync(DatabasePlace.Postgres(database), default);
        var entries = await offline.Get<JournalStore>().ReadAsync($"run:{run:N}");
        var taken = entries.Where(entry => entry.Type == "work-taken").Select(entry => entry.Received.ToDateTimeUtc()).ToList();
        foreach (var (what, node, at, _) in trouble.Made.Where(made => made.WasHolder))
        {
            var after = taken.Where(moment => moment > at).Select(moment => moment - at).FirstOrDefault(TimeSpan.MaxValue);
            output.WriteLine($"{what} of node {node + 1}, which did the tasks: another took over {after.TotalSeconds:0.0} s later.");
            Assert.True(after <= TakenOverWithin, $"{what} of node {node + 1} at {at:HH:mm:ss.fff}: taken over {after.TotalSeconds:0.0} s later.");
        }
        var late = entries.Where(entry => entry.Type == "late-result-refused").Select(entry => RunStore.Event(entry)).OfType<LateResultRefused>().ToList();
        output.WriteLine($"{late.Count} results of woken nodes came too late.");
        if (trouble.Made.Any(made => made is { WasHolder: true, What: "long hang" }))
            Assert.NotEmpty(late);
    }

    private static List<(long Version, long At)> Acts(PatientClients acting) => [.. acting.Acknowledged.Values.Select(act => (act.Version, act.At)).OrderBy(act => act.Version)];

    /// <summary>What is done to the nodes, one at a time.</summary>
    private sealed class Trouble(Nodes nodes, Guid run, PatientClients acting)
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

        private readonly DateTime began = DateTime.UtcNow;
        private readonly long mark = Stopwatch.GetTimestamp();

        public List<(string What, int Node, DateTime At, bool WasHolder)> Made { get; } = [];

        public DateTime When(long timestamp) => began + Stopwatch.GetElapsedTime(mark, timestamp);

        /// <summary>The node that does the tasks, as soon as one does.</summary>
        public async Task<int> HolderAsync()
        {
            while (true)
            {
                if (await nodes.HolderAsync(run) is { } holder)
                    return holder;
                await Task.Delay(50);
            }
        }

        public async Task KillAsync(int node)
        {
            await NoteAsync("kill", node);
            await nodes.KillAsync(node);
            await nodes.StartAsync(node);
            await RestAsync();
        }

        public async Task HangAsync(int node, TimeSpan length)
        {
            await NoteAsync(length > ShortHang ? "long hang" : "short hang", node);
            await nodes.HangAsync(node);
            await Task.Delay(length);
            await nodes.WakeAsync(node);
            await RestAsync();
        }

        private async Task NoteAsync(string what, int node)
        {
            var holds = what != "short hang" && await nodes.HolderAsync(run) == node;
            Made.Add((what, node, DateTime.UtcNow, holds));
        }

        private async Task RestAsync()
        {
            await nodes.AllReadyAsync();
            await acting.StillActAsync();
            await Task.Delay(Between);
        }
    }
}
