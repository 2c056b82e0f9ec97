using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>A server killed while its tasks act: no effect is lost, none doubled but where the plan says so, no task is stuck.</summary>
public sealed class WorkKillTests
{
    private const int Tasks = 40;

    [Fact]
    public Task Five_kills_lose_and_double_no_effect() => OnSqliteAsync(5);

    [Fact, Trait("Speed", "slow")]
    public Task Two_hundred_kills_on_one_machine_lose_and_double_no_effect() => OnSqliteAsync(200);

    [Fact, Trait("Speed", "slow")]
    public async Task Twenty_kills_while_runs_go_back_lose_and_double_no_effect()
    {
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--data", launch.Data], 20, back: true);
    }

    [Fact, Trait("Speed", "slow")]
    public async Task Two_hundred_kills_on_a_node_of_PostgreSQL_lose_and_double_no_effect()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var database = PostgresServer.NewDatabase();
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--db", database], 200);
    }

    private static async Task OnSqliteAsync(int kills)
    {
        using var launch = new ActingLaunch();
        await KillAsync(launch, ["--data", launch.Data], kills);
    }

    /// <summary>Plans of forty tasks, one run after another, until there were enough kills.</summary>
    /// <param name="launch">Where the plan is.</param>
    /// <param name="where">Where the data are.</param>
    /// <param name="kills">So many times the server is killed.</param>
    /// <param name="back">Whether the forty are rollback tasks, of runs that go back at once.</param>
    private static async Task KillAsync(ActingLaunch launch, string[] where, int kills, bool back = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs that a killed server left behind are found on Linux only.");
        // The effect is one line; before and after it the program does something that takes a moment.
        launch.Program("act", $"""
            sleep 0.0$(($$ % 9))
            echo "$SLIPWAY_TASK $SLIPWAY_KEY $SLIPWAY_ATTEMPT" >> {launch.Effects}/$SLIPWAY_RUN
            sleep 0.0$(($$ % 7))
            """);
        launch.Program("is-done", $"""grep -q "^$SLIPWAY_TASK " {launch.Effects}/$SLIPWAY_RUN""");
        var automated = string.Join('\n', Enumerable.Range(0, Tasks).Select(number => Task(launch, number, back)));
        launch.Write(back ? ByHand : automated, back ? automated : "", environments: "rehearsal: {}");
        string[] up = [launch.LaunchFolder, "--commands", launch.Programs, .. where];
        var random = new Random(20270206);
        var server = await SlipwayProcess.UpAsync(up);
        var token = await ActingLaunch.TokenAsync(where);
        using (var second = ActingLaunch.Client(server.Address, token))
            await ActingLaunch.ApproveAsync(second);
        var killed = 0;
        for (var runs = 1; killed < kills; runs++)
        {
            Guid run;
            using (var client = ActingLaunch.Client(server.Address, token))
            {
                run = await ActingLaunch.StartAsync(client);
                if (back)
                    await GoBackAsync(client, run);
            }
            var over = false;
            while (!over)
            {
                using var client = ActingLaunch.Client(server.Address, token);
                var untilKill = killed < kills ? random.Next(20, 900) : int.MaxValue;
                over = await PlayAsync(client, run, launch, runs, TimeSpan.FromMilliseconds(untilKill));
                if (over)
                    break;
                await server.KillAsync();
                await server.DisposeAsync();
                killed++;
                server = await SlipwayProcess.UpAsync(up);
            }
            using (var client = ActingLaunch.Client(server.Address, token))
                await CheckAsync(client, run, launch, runs);
        }
        await server.DisposeAsync();
        var verified = await SlipwayProcess.RunAsync(["journal", "verify", .. where]);
        Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);
    }

    private static async Task GoBackAsync(HttpClient client, Guid run)
    {
        foreach (var act in new object[] { new { commandId = Guid.CreateVersion7(), act = "start", task = "by-hand" }, new { commandId = Guid.CreateVersion7(), act = "roll-back", reason = "to try it" } })
        {
            using var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", act);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private const string ByHand = """
        - id: by-hand
          title: By hand
          phase: launch
          workstream: data
          owner: asha
          takes: 1m/2m/3m
          undo: task-00
        """;

    /// <summary>A third of the tasks has each policy; they go in five rows, so that several act at once.</summary>
    private static string Task(ActingLaunch launch, int number, bool back)
    {
        var policy = (number % 3) switch { 0 => "safe", 1 => "probe", _ => "ask" };
        var verify = policy == "probe" ? $"\n  verify: {{ kind: command, with: {{ program: {launch.Programs}/is-done }} }}" : "";
        var after = number >= 5 ? $"\n  after: [{Id(number - 5)}]" : "";
        return $"""
            - id: {Id(number)}
              kind: command
              title: Task {number}
              phase: launch
              workstream: data
              owner: asha
              takes: 10s/1m/2m{(back ? "" : "\n  undo: none")}
              timeout: 1m
              onCrash: {policy}
              with: {'{'} program: {launch.Programs}/act {'}'}{verify}{after}
            """;
    }

    private static string Id(int number) => "task-" + number.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Looks until the run is over, or it is time to kill; a person says of unknown tasks what he sees.</summary>
    private static async Task<bool> PlayAsync(HttpClient client, Guid run, ActingLaunch launch, int number, TimeSpan atMost)
    {
        using var time = new CancellationTokenSource();
        if (atMost < TimeSpan.FromHours(1))
            time.CancelAfter(atMost);
        while (!time.IsCancellationRequested)
        {
            var (state, tasks) = await ActingLaunch.ReadAsync(client, run);
            if (state is "complete" or "rolled-back")
                return true;
            Assert.True(state is "running" or "rolling-back", state);
            // One that was released is unknown until it begins.
            foreach (var unknown in tasks.Values.Where(task => task.GetProperty("state").GetString() == "unknown" && task.GetProperty("work").GetProperty("awaitsRelease").GetBoolean()))
            {
                var id = unknown.GetProperty("id").GetString()!;
                // What the program of the dead server still does would come after what a person says.
                await NothingLeftAsync(unknown.GetProperty("work").GetProperty("key").GetString()!);
                var act = Effects(launch, number).Any(line => line.Task == id) ? "finish" : "release";
                var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", new { commandId = Guid.CreateVersion7(), act, task = id }, CancellationToken.None);
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
            }
            await System.Threading.Tasks.Task.Delay(20, CancellationToken.None);
        }
        return false;
    }

    private static async Task NothingLeftAsync(string key)
    {
        var mark = Encoding.UTF8.GetBytes($"SLIPWAY_KEY={key}\0");
        while (Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Any(Holds))
            await System.Threading.Tasks.Task.Delay(10);

        bool Holds(string folder)
        {
            try
            {
                return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>Every task had its effect; twice only where the plan says that this does no harm, and then with the same key.</summary>
    private static async Task CheckAsync(HttpClient client, Guid run, ActingLaunch launch, int number)
    {
        var (_, tasks) = await ActingLaunch.ReadAsync(client, run);
        var effects = Effects(launch, number).ToLookup(line => line.Task);
        for (var task = 0; task < Tasks; task++)
        {
            var lines = effects[Id(task)].ToList();
            Assert.Equal("done", tasks[Id(task)].GetProperty("state").GetString());
            Assert.NotEmpty(lines);
            if (task % 3 == 0)
                Assert.Single(lines.Select(line => line.Key).Distinct());
            else
                Assert.True(lines.Count == 1, $"{Id(task)} of run {number} had {lines.Count} effects:\n{await JournalAsync(client, run, Id(task))}");
        }
    }

    private static async Task<string> JournalAsync(HttpClient client, Guid run, string task)
    {
        var journal = await client.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{run}/journal?after=0");
        return string.Join('\n', journal.GetProperty("entries").EnumerateArray().Where(entry => entry.GetRawText().Contains($"\"{task}\"", StringComparison.Ordinal) || entry.GetProperty("type").GetString() == "work-taken").Select(entry => entry.GetRawText()));
    }

    private static IEnumerable<(string Task, string Key)> Effects(ActingLaunch launch, int run)
    {
        var file = Path.Combine(launch.Effects, run.ToString(CultureInfo.InvariantCulture));
        return File.Exists(file) ? File.ReadAllLines(file).Select(line => line.Split(' ')).Where(parts => parts.Length == 3).Select(parts => (parts[0], parts[1])) : [];
    }
}
