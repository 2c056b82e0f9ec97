using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing.Proxies;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>Two versions of a service behind a real HAProxy, under load.</summary>
public sealed class TrafficWorkerTests : IDisposable
{
    private readonly ActingLaunch launch = new();
    private readonly WorkOutput output = new();
    private readonly EmptyFolders empty = new();

    public TrafficWorkerTests() => Assert.SkipUnless(HaProxyProcess.Installed, "HAProxy is not installed (apt-get install haproxy).");

    [Fact]
    public async Task Shifts_in_steps_under_load_without_a_failed_request()
    {
        await using var old = await Version.StartAsync("old");
        await using var next = await Version.StartAsync("new");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", next.Address, 0));
        using var load = new Load(proxy.Address);

        var end = await new TrafficWorker(Checks()).DoAsync(Settings(proxy) with { Steps = [20, 50, 100] }, Context(), TestContext.Current.CancellationToken);

        Assert.Equal(WorkEnd.Succeeded("100% → v2"), end);
        await load.AnsweredAsync(50);
        var answers = await load.StopAsync();
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal("new", answers[^1].Version);
        Assert.Contains("old", answers.Select(answer => answer.Version));
        var lines = output.Text().Split('\n');
        Assert.Equal(["20% → v2", "50% → v2", "100% → v2"], lines.Where(line => line.Contains('→', StringComparison.Ordinal)));
        Assert.Equal(1, output.Progress);
    }

    [Fact]
    public async Task In_a_step_the_new_version_gets_its_share()
    {
        await using var old = await Version.StartAsync("old");
        await using var next = await Version.StartAsync("new");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", next.Address, 0));
        using var client = new HttpClient { BaseAddress = proxy.Address };
        // The check of the first step asks for four hundred answers and then says no.
        var (before, after) = (0, 0);
        var checks = Checks(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                if (await client.GetStringAsync("/") == "new")
                    after++;
                else
                    before++;
            }
            return WorkEnd.Failed("counted");
        });
        await new TrafficWorker(checks).DoAsync(Settings(proxy) with { Steps = [25, 100], Check = new CommandSettings { Program = "/count" } }, Context(), TestContext.Current.CancellationToken);
        // Round robin by weights is exact to one round.
        Assert.Equal(100, after, 4d);
        Assert.Equal("old", await client.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_new_version_that_answers_with_errors_loses_the_traffic_within_five_seconds_and_it_is_said_why()
    {
        await using var old = await Version.StartAsync("old");
        await using var bad = await Version.StartAsync("bad", fails: true);
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", bad.Address, 0));
        using var load = new Load(proxy.Address);

        var end = await new TrafficWorker(Checks()).DoAsync(Settings(proxy) with { Steps = [5, 100], Each = Seconds(30) }, Context(), TestContext.Current.CancellationToken);

        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Matches(@"^at 5%: \d+ of \d+ answers of v2 were errors, more than 1\.0.?%; all traffic went back to v1 in [0-4]\.\d s$", end.Said);
        var since = load.Count;
        await load.AnsweredAsync(100);
        var answers = await load.StopAsync();
        // What was on its way when the weights changed may still fail; then none does.
        Assert.All(answers.Skip(since + 20), answer => Assert.Equal(("old", HttpStatusCode.OK), (answer.Version, answer.Status)));
    }

    [Fact]
    public async Task A_check_that_fails_shifts_the_traffic_back()
    {
        await using var old = await Version.StartAsync("old");
        await using var next = await Version.StartAsync("new");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", next.Address, 0));
        var program = launch.Program("is-well", "echo not well; exit 1");
        var end = await new TrafficWorker(Checks()).DoAsync(Settings(proxy) with { Check = new CommandSettings { Program = program } }, Context(), TestContext.Current.CancellationToken);
        Assert.StartsWith("at 5%: check: exit code 1; all traffic went back to v1", end.Said, StringComparison.Ordinal);
        Assert.Equal((100, 0), await WeightsAsync(proxy));
    }

    [Fact]
    public async Task A_new_version_that_dies_loses_the_traffic()
    {
        await using var old = await Version.StartAsync("old");
        var next = await Version.StartAsync("new");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", next.Address, 0));
        using var load = new Load(proxy.Address);
        var shifting = new TrafficWorker(Checks()).DoAsync(Settings(proxy) with { Steps = [50, 100], Each = Seconds(60) }, Context(), TestContext.Current.CancellationToken);
        while (output.Lines == 0)
            await Task.Yield();
        await load.AnsweredAsync(20);
        await next.DisposeAsync();
        var end = await shifting;
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Contains("all traffic went back to v1", end.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_stops_it_gets_the_old_version_back_and_another_node_that_takes_it_does_not()
    {
        await using var old = await Version.StartAsync("old");
        await using var next = await Version.StartAsync("new");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100), ("v2", next.Address, 0));
        Assert.Equal((100, 0), await StoppedAsync(away: false));
        Assert.Equal((50, 50), await StoppedAsync(away: true));

        async Task<(int, int)> StoppedAsync(bool away)
        {
            var lines = output.Lines;
            using var stop = new CancellationTokenSource();
            var shifting = new TrafficWorker(Checks()).DoAsync(Settings(proxy) with { Steps = [50, 100], Each = Seconds(60) }, Context() with { Away = away ? stop.Token : default }, stop.Token);
            while (output.Lines == lines)
                await Task.Yield();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shifting);
            return await WeightsAsync(proxy);
        }
    }

    [Fact]
    public async Task What_is_not_there_has_failed_before_anything_was_shifted()
    {
        await using var old = await Version.StartAsync("old");
        await using var proxy = await HaProxyProcess.StartAsync(("v1", old.Address, 100));
        Assert.Equal("The backend service has no server v2; it has v1.", (await DoAsync(Settings(proxy))).Said);
        Assert.Equal("HAProxy has no backend other.", (await DoAsync(Settings(proxy) with { Backend = "other" })).Said);
        Assert.Contains("cannot be reached", (await DoAsync(Settings(proxy) with { Socket = "/nowhere.sock" })).Said, StringComparison.Ordinal);

        Task<WorkEnd> DoAsync(TrafficSettings settings) => new TrafficWorker(Checks()).DoAsync(settings, Context(), TestContext.Current.CancellationToken);
    }

    private static async Task<(int Old, int New)> WeightsAsync(HaProxyProcess proxy)
    {
        var servers = await new HaProxy(proxy.AdminSocket).ServersAsync(HaProxyProcess.Backend, default);
        return (servers["v1"].Weight, servers["v2"].Weight);
    }

    private static TrafficSettings Settings(HaProxyProcess proxy) => new()
    {
        Socket = proxy.AdminSocket,
        Backend = HaProxyProcess.Backend,
        From = ["v1"],
        To = ["v2"],
        Each = Seconds(1),
        Every = Seconds(0.25),
    };

    private static PlanDuration Seconds(double seconds) => PlanDuration.FromElapsed(Duration.FromSeconds(seconds));

    private WorkContext Context() => new("7.shift.1", new Dictionary<string, string> { ["key"] = "7.shift.1" }, new Dictionary<string, string>(), output);

    /// <summary>Checks by programs; or by what the test does instead.</summary>
    private AskCheck Checks(Func<Task<WorkEnd>>? instead = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IWorker>(instead is null
            ? new CommandWorker(new CommandFolders(new ServerSettings { Place = DatabasePlace.Folder(launch.Data), CommandFolders = [launch.Programs] }), empty)
            : new Instead(instead));
        return new AskCheck(services.BuildServiceProvider());
    }

    public void Dispose()
    {
        empty.Dispose();
        launch.Dispose();
    }

    private sealed class Instead(Func<Task<WorkEnd>> ask) : IWorker
    {
        public WorkKind Kind => WorkKind.Command;

        public Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation) => ask();
    }

    /// <summary>A version of the service that says its name.</summary>
    private sealed class Version(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.First());

        public static async Task<Version> StartAsync(string name, bool fails = false)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/", () => fails ? Results.Text(name, statusCode: 500) : Results.Text(name));
            await app.StartAsync();
            return new(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    /// <summary>Eight clients who ask again and again.</summary>
    private sealed class Load : IDisposable
    {
        private readonly HttpClient client;
        private readonly CancellationTokenSource enough = new();
        private readonly ConcurrentQueue<(HttpStatusCode Status, string Version)> answers = [];
        private readonly Task asking;

        public Load(Uri address)
        {
            client = new HttpClient { BaseAddress = address };
            asking = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(AskAsync)));
        }

        public int Count => answers.Count;

        public async Task AnsweredAsync(int more)
        {
            var until = Count + more;
            while (Count < until && !asking.IsCompleted)
                await Task.Yield();
        }

        public async Task<IReadOnlyList<(HttpStatusCode Status, string Version)>> StopAsync()
        {
            await enough.CancelAsync();
            await asking;
            return [.. answers];
        }

        public void Dispose()
        {
            enough.Cancel();
            asking.ContinueWith(_ => { client.Dispose(); enough.Dispose(); }, TaskScheduler.Default);
        }

        private async Task AskAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                using var answer = await client.GetAsync("/");
                answers.Enqueue((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
            }
        }
    }
}
