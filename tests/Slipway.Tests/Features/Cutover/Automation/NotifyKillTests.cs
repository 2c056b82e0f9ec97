using System.Globalization;
using System.Text;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>A server killed while messages of the plan go out: nobody is left out, and nobody is told twice beyond the one message in flight.</summary>
public sealed class NotifyKillTests
{
    private const int Tasks = 3;
    private const int People = 20;

    [Fact, Trait("Speed", "slow")]
    public async Task Forty_kills_on_one_machine_leave_nobody_out_of_a_message()
    {
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--data", launch.Data], 40);
    }

    [Fact, Trait("Speed", "slow")]
    public async Task Forty_kills_on_a_node_of_PostgreSQL_leave_nobody_out_of_a_message()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--db", PostgresServer.NewDatabase()], 40);
    }

    private static async Task KillAsync(ActingLaunch launch, string[] where, int kills)
    {
        // So slow that a kill falls between any two steps: queued, begun, taken, noted, reported.
        await using var mail = new SmtpSink { BeforeTaking = _ => Task.Delay(20) };
        Write(launch);
        var notices = Path.Combine(launch.Data, "notices.yaml");
        await File.WriteAllTextAsync(notices, $"site: http://localhost\nemail: {{ server: 127.0.0.1, port: {mail.Port}, security: none, from: slipway@example.org }}\n");
        string[] up = [launch.LaunchFolder, "--notices", notices, .. where];
        var random = new Random(20270206);
        var server = await SlipwayProcess.UpAsync(up);
        var token = await ActingLaunch.TokenAsync(where);
        using (var second = ActingLaunch.Client(server.Address, token))
            await ActingLaunch.ApproveAsync(second);
        var killed = 0;
        for (var runs = 1; killed < kills; runs++)
        {
            var (before, killedBefore) = (mail.Mails.Count, killed);
            Guid run;
            using (var client = ActingLaunch.Client(server.Address, token))
                run = await ActingLaunch.StartAsync(client, new { mode = "rehearsal", automation = "acts", speed = 1, notices = "on" });
            while (!await IsOverAsync(server.Address, token, run, killed < kills ? TimeSpan.FromMilliseconds(random.Next(20, 900)) : TimeSpan.FromMinutes(2)))
            {
                Assert.True(killed < kills, "The run does not end.");
                await server.KillAsync();
                await server.DisposeAsync();
                killed++;
                server = await SlipwayProcess.UpAsync(up);
            }
            // What people are told of the run itself is no message of the plan.
            var messages = mail.Mails.Skip(before).Where(one => one.Body.Contains("Message ", StringComparison.Ordinal)).GroupBy(one => one.Header("Message-ID")).ToList();
            Assert.Equal(Tasks * People, messages.Count);
            Assert.Equal(Tasks * People, messages.Select(one => (one.First().To, one.First().Body)).Distinct().Count());
            var twice = messages.Sum(one => one.Count() - 1);
            Assert.True(twice <= killed - killedBefore, $"{twice} were sent again after {killed - killedBefore} kills.");
            TestContext.Current.TestOutputHelper?.WriteLine($"run {runs}: {killed - killedBefore} kills, {twice} sent again");
        }
        await server.DisposeAsync();
        var verified = await SlipwayProcess.RunAsync(["journal", "verify", .. where]);
        Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);
    }

    /// <summary>Looks until all tasks are done, or it is time to kill.</summary>
    private static async Task<bool> IsOverAsync(Uri address, string token, Guid run, TimeSpan atMost)
    {
        using var client = ActingLaunch.Client(address, token);
        using var time = new CancellationTokenSource(atMost);
        while (!time.IsCancellationRequested)
        {
            var (_, tasks) = await ActingLaunch.ReadAsync(client, run);
            Assert.DoesNotContain(tasks.Values, task => task.GetProperty("state").GetString() is "failed" or "unknown");
            if (tasks.Values.All(task => task.GetProperty("state").GetString() == "done"))
                return true;
            await Task.Delay(20, CancellationToken.None);
        }
        return false;
    }

    /// <summary>Three messages to twenty people each: two at once, and one after them.</summary>
    private static void Write(ActingLaunch launch)
    {
        var tasks = new StringBuilder();
        for (var number = 0; number < Tasks; number++)
            tasks.Append(CultureInfo.InvariantCulture, $"- {{ id: tell-{number}, kind: notify, title: Tell {number}, phase: launch, workstream: data, owner: asha, deputy: bilan, takes: 10s/1m/2m, undo: none, timeout: 5m, onCrash: safe, after: [{(number == 2 ? "tell-0, tell-1" : "")}], with: {{ to: [asha], addresses: [{string.Join(", ", Enumerable.Range(1, People - 1).Select(other => $"office-{other}@example.org"))}], text: Message {number} }} }}\n");
        launch.Write(tasks.ToString().TrimEnd(), environments: "rehearsal: {}");
        var file = Path.Combine(launch.LaunchFolder, "launch.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("deputy: bilan,", "deputy: bilan, email: asha@example.org,", StringComparison.Ordinal));
    }
}
