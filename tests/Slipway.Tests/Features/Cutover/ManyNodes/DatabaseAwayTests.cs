using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Features.Cutover;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Testing.Proxies;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>PostgreSQL stopped in the middle of a run and started again: refused honestly meanwhile, nothing lost, everybody back by himself.</summary>
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    private const int Watchers = 60, Clients = 8;

    /// <summary>So long after the database is back everything is live again.</summary>
    private static readonly TimeSpan LiveWithin = TimeSpan.FromSeconds(5);

    [Fact]
    public Task A_database_that_is_away_for_six_seconds_is_missed_honestly_and_nothing_is_lost() => StopAsync(TimeSpan.FromSeconds(6));

    [Fact, Trait("Speed", "slow")]
    public Task A_database_that_is_away_for_twenty_seconds_is_missed_honestly_and_nothing_is_lost() => StopAsync(TimeSpan.FromSeconds(20));

    private async Task StopAsync(TimeSpan length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && PostgresServer.Installed && HaProxyProcess.Installed, "Needs Linux, PostgreSQL and HAProxy (apt-get install postgresql haproxy).");
        using var cluster = new PostgresCluster();
        var database = cluster.NewDatabase("slipway");
        using var launch = new ActingLaunch();
        var run = new BusyRun(launch);
        run.Write(60);
        await using var nodes = await Nodes.StartAsync(SlipwayProcess.Built, database, launch.LaunchFolder, "--commands", launch.Programs);
        var token = await ActingLaunch.TokenAsync("--db", database);
        // Past the balancer, which may take a node of a full machine for a dead one: acts and watchers go through it and try again.
        using var person = ActingLaunch.Client(nodes.Each[0], token);
        await run.StartAsync(person);
        await using var rooms = await BrowserLikeWatchers.OpenAsync(new(nodes.Address, RunLinks.Room("acting", 1)), token, Watchers);
        await using var acting = new PatientClients(nodes.Address, token, run.Id, Clients);
        await ReachAsync(() => acting.Acknowledged.Count > 2 * Clients);
        var doneBefore = await DoneAsync(person, run.Id);

        var away = Stopwatch.StartNew();
        cluster.Stop();
        await CheckRefusalsAsync(nodes, token, run.Id);
        await Task.Delay(length > away.Elapsed ? length - away.Elapsed : TimeSpan.Zero);
        cluster.Start();
        var back = Stopwatch.StartNew();

        var acknowledged = acting.Acknowledged.Count;
        await ReachAsync(() => acting.Acknowledged.Count > acknowledged);
        var acted = back.Elapsed;
        // Each client that still acts has an act of its own after that.
        var fresh = acting.Acknowledged.Values.Max(act => act.Version);
        await ReachAsync(() => rooms.HaveSeen(fresh) == Watchers);
        var seen = back.Elapsed;
        output.WriteLine($"Back after {away.Elapsed - back.Elapsed:ss\\.f} s: the first act {acted.TotalSeconds:0.0} s later, on every watcher's page {seen.TotalSeconds:0.0} s later.");
        Assert.True(seen <= LiveWithin, $"All were live again {seen.TotalSeconds:0.0} s after the database was back.");
        Assert.Contains("urn:slipway:problem:database-away", acting.Refused.Keys);

        // Nobody was asked about a task: whoever did them went on.
        await ReachAsync(async () => await DoneAsync(person, run.Id) > doneBefore + 3);
        for (var node = 0; node < nodes.Each.Count; node++)
            Assert.DoesNotContain("fail: ", nodes.Said(node));
        Assert.DoesNotContain("unknown", await StatesAsync(person, run.Id));
        await acting.StopAsync();
        await run.CheckAsync(person);
        await Acknowledgements.CheckAsync(database, run.Id, acting);
    }

    /// <summary>Each node says for itself what is wrong and what to do, to programs, people and the balancer.</summary>
    private static async Task CheckRefusalsAsync(Nodes nodes, string token, Guid run)
    {
        foreach (var address in nodes.Each)
        {
            using var client = ActingLaunch.Client(address, token);
            using var act = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", new { commandId = Guid.CreateVersion7(), act = "comment", text = "while it is away" });
            var problem = await act.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:slipway:problem:database-away"), (act.StatusCode, problem.GetProperty("type").GetString()));
            Assert.Contains("Send the same again", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
            Assert.NotNull(act.Headers.RetryAfter);

            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
            using var page = await client.GetAsync(RunLinks.Room("acting", 1));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("The database does not answer", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            using var ready = await client.GetAsync("/readyz");
            using var healthy = await client.GetAsync("/healthz");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, healthy.StatusCode));
        }
    }

    private static async Task<int> DoneAsync(HttpClient person, Guid run) => (await StatesAsync(person, run)).Count(state => state == "done");

    private static async Task<List<string>> StatesAsync(HttpClient person, Guid run) =>
        [.. (await ActingLaunch.ReadAsync(person, run)).Tasks.Values.Select(task => task.GetProperty("state").GetString()!)];

    private static Task ReachAsync(Func<bool> there) => ReachAsync(() => Task.FromResult(there()));

    private static async Task ReachAsync(Func<Task<bool>> there)
    {
        for (var since = Stopwatch.StartNew(); !await there(); await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), string.Create(CultureInfo.InvariantCulture, $"Not after {since.Elapsed.TotalSeconds:0} s."));
    }
}
