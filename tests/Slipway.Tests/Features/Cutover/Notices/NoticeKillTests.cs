using System.Text;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.Notices;

/// <summary>A server killed while it tells people: nobody is left out, and nobody is told twice beyond the one message in flight.</summary>
public sealed class NoticeKillTests
{
    private const int Tasks = 60;

    [Fact]
    public Task Five_kills_leave_nobody_out() => OnSqliteAsync(5);

    [Fact, Trait("Speed", "slow")]
    public Task Forty_kills_on_one_machine_leave_nobody_out() => OnSqliteAsync(40);

    [Fact, Trait("Speed", "slow")]
    public async Task Forty_kills_on_a_node_of_PostgreSQL_leave_nobody_out()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--db", PostgresServer.NewDatabase()], 40);
    }

    private static async Task OnSqliteAsync(int kills)
    {
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--data", launch.Data], kills);
    }

    private static async Task KillAsync(ActingLaunch launch, string[] where, int kills)
    {
        // So slow that a kill falls between any two steps: queued, begun, taken, noted.
        await using var mail = new SmtpSink { BeforeTaking = _ => Task.Delay(20) };
        Write(launch);
        var notices = Path.Combine(launch.Data, "notices.yaml");
        await File.WriteAllTextAsync(notices, $"site: http://localhost\nemail: {{ server: 127.0.0.1, port: {mail.Port}, security: none, from: slipway@example.org }}\n");
        string[] up = [launch.LaunchFolder, "--notices", notices, .. where];
        var random = new Random(20270206);
        var server = await SlipwayProcess.UpAsync(up);
        var token = await ActingLaunch.TokenAsync(where);
        var killed = 0;
        for (var runs = 1; killed < kills; runs++)
        {
            var before = mail.Mails.Count;
            var killedBefore = killed;
            using (var client = ActingLaunch.Client(server.Address, token))
                await ActingLaunch.StartAsync(client, new { mode = "rehearsal", speed = 1, notices = "on" });
            while (killed < kills && Told(mail, before).Count < Tasks)
            {
                await Task.Delay(random.Next(20, 700));
                await server.KillAsync();
                await server.DisposeAsync();
                killed++;
                server = await SlipwayProcess.UpAsync(up);
            }
            await mail.MailAsync(_ => Told(mail, before).Count == Tasks);
            var ofRun = mail.Mails.Skip(before).GroupBy(one => one.Header("Message-ID")).ToList();
            Assert.Equal(Tasks, ofRun.Count);
            Assert.Equal(Tasks, ofRun.Select(one => one.First().Body.Split('\n')[0]).Distinct().Count());
            var twice = ofRun.Sum(one => one.Count() - 1);
            Assert.True(twice <= killed - killedBefore, $"{twice} were sent again after {killed - killedBefore} kills.");
            TestContext.Current.TestOutputHelper?.WriteLine($"run {runs}: {killed - killedBefore} kills, {twice} sent again");
        }
        await server.DisposeAsync();
    }

    private static HashSet<string> Told(SmtpSink mail, int before) => [.. mail.Mails.Skip(before).Select(one => one.Header("Message-ID"))];

    /// <summary>Sixty tasks that can all start at once.</summary>
    private static void Write(ActingLaunch launch)
    {
        var tasks = new StringBuilder();
        for (var number = 0; number < Tasks; number++)
            tasks.Append(System.Globalization.CultureInfo.InvariantCulture, $"- {{ id: task-{number:00}, title: Task {number}, phase: launch, workstream: data, owner: asha, deputy: bilan, takes: 10m/20m/30m, undo: none, attended: false }}\n");
        launch.Write(tasks.ToString().TrimEnd());
        var file = Path.Combine(launch.LaunchFolder, "launch.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("deputy: bilan,", "deputy: bilan, email: asha@example.org,", StringComparison.Ordinal));
    }
}
