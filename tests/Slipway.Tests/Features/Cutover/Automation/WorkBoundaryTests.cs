using System.Diagnostics;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Slipway.Features.Cutover.Automation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>
/// A server killed exactly between two steps of automated tasks, with each policy, forwards and while the run goes back. The
/// steps are met from outside: what they need is kept from them (a secret that nobody writes, a file that a program waits
/// for, a journal that refuses an entry).
/// </summary>
[Trait("Speed", "slow")]
public sealed class WorkBoundaryTests : IDisposable
{
    private static readonly string[] Policies = ["safe", "probe", "ask"];

    private readonly ActingLaunch launch = new();
    private readonly bool onLinux = OperatingSystem.IsLinux();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_before_an_intent_nothing_has_happened_and_all_begin(bool back)
    {
        using var journal = Refusing("work-intended");
        Open("go", "end");
        var (run, tasks) = await KillAsync(back, meet: HasRefusedAsync, journal.Dispose);
        Assert.All(Policies, policy => Assert.Equal(("done", 1, 1), (tasks[policy].State, tasks[policy].Attempt, Effects(policy).Length)));
        Assert.Empty(run.Asked);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_after_an_intent_it_is_repeated_with_the_same_key_or_a_person_is_asked(bool back)
    {
        Open("go", "end");
        // The secret is read between the intent and the start of the program.
        var (run, tasks) = await KillAsync(back, meet: _ => EntriesAsync("work-intended", Policies.Length), () => File.WriteAllText(Secret, "secret"), beforeAct: () => MakePipe(Secret));
        Assert.All(Policies, policy => Assert.Equal(("done", 1), (tasks[policy].State, Effects(policy).Length)));
        Assert.Equal([("ask", "release")], run.Asked);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_while_programs_act_they_are_waited_for_before_anything_is_decided(bool back)
    {
        Open("end");
        var (run, tasks) = await KillAsync(back, meet: _ => AllAsync("started"), () => Open("go"));
        AssertRepeatedIsOnlyWhatIsSafe(run, tasks);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_after_the_effect_only_what_is_safe_is_repeated(bool back)
    {
        Open("go");
        var (run, tasks) = await KillAsync(back, meet: _ => AllAsync("effected"), () => Open("end"));
        AssertRepeatedIsOnlyWhatIsSafe(run, tasks);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_before_the_result_is_written_only_what_is_safe_is_repeated(bool back)
    {
        using var journal = Refusing("work-succeeded");
        Open("go", "end");
        var (run, tasks) = await KillAsync(back, meet: async server =>
        {
            await AllAsync("effected");
            await HasRefusedAsync(server);
        }, journal.Dispose);
        AssertRepeatedIsOnlyWhatIsSafe(run, tasks);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Killed_after_the_result_nothing_is_repeated(bool back)
    {
        Open("go", "end");
        var (run, tasks) = await KillAsync(back, meet: _ => EntriesAsync("work-succeeded", Policies.Length), () => { });
        Assert.All(Policies, policy => Assert.Equal(("done", 1, 1), (tasks[policy].State, tasks[policy].Attempt, Effects(policy).Length)));
        Assert.Empty(run.Asked);
    }

    [Fact]
    public async Task An_undo_that_fails_waits_for_a_person_and_ends_when_he_lets_it_begin_again()
    {
        Assert.SkipUnless(onLinux, "Programs for the shell.");
        File.WriteAllText(Secret, "secret");
        launch.Program("undo", $"[ -e {launch.Effects}/mended ] || exit 3");
        launch.Write(ByHand("put", undo: "undo") + "\n" + ByHand("never", "none"), Automated("undo", "safe", "undo"), environments: "rehearsal: {}");
        await using var server = await UpAsync();
        var token = await ActingLaunch.TokenAsync("--data", launch.Data);
        using var client = ActingLaunch.Client(server.Address, token);
        await ActingLaunch.ApproveAsync(client);
        var run = await ActingLaunch.StartAsync(client);
        await DoByHandAsync(client, run, ["put"]);
        await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act = "roll-back", reason = "wrong" });
        await UntilAsync(async () => (await ActingLaunch.ReadAsync(client, run)).Tasks["undo"].GetProperty("state").GetString() == "failed");
        Assert.NotEqual("rolled-back", (await ActingLaunch.ReadAsync(client, run)).State);
        File.WriteAllText(Path.Combine(launch.Effects, "mended"), "");
        await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act = "release", task = "undo" });
        await UntilAsync(async () => (await ActingLaunch.ReadAsync(client, run)).State == "rolled-back");
    }

    public void Dispose() => launch.Dispose();

    private string Secret => Path.Combine(launch.Data, "secret");

    /// <summary>After the effect: safe repeats with the same key, probe finds it, ask asks.</summary>
    private void AssertRepeatedIsOnlyWhatIsSafe(Outcome run, IReadOnlyDictionary<string, (string State, int Attempt)> tasks)
    {
        Assert.All(Policies, policy => Assert.Equal("done", tasks[policy].State));
        Assert.Equal([2, 1, 1], Policies.Select(policy => Effects(policy).Length));
        Assert.Single(Effects("safe").Distinct());
        Assert.Equal([("ask", "finish")], run.Asked);
    }

    /// <summary>Lets three tasks, one of each policy, come to the moment that is met, kills their server, lets go what was kept back, and plays the run to its end.</summary>
    private async Task<(Outcome Run, IReadOnlyDictionary<string, (string State, int Attempt)> Tasks)> KillAsync(bool back, Func<SlipwayProcess, Task> meet, Action letGo, Action? beforeAct = null)
    {
        Assert.SkipUnless(onLinux, "Programs that a killed server left behind are found on Linux only.");
        WritePlan(back);
        File.WriteAllText(Secret, "secret");
        string token;
        Guid run;
        await using (var server = await UpAsync())
        {
            token = await ActingLaunch.TokenAsync("--data", launch.Data);
            using var client = ActingLaunch.Client(server.Address, token);
            await ActingLaunch.ApproveAsync(client);
            run = await ActingLaunch.StartAsync(client);
            string[] byHand = back ? [.. Policies.Select(policy => $"put-{policy}")] : ["first"];
            await DoByHandAsync(client, run, back ? byHand : []);
            beforeAct?.Invoke();
            PrepareRefusal?.Invoke();
            if (back)
                await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act = "roll-back", reason = "to try it" });
            else
                await DoByHandAsync(client, run, byHand);
            await meet(server);
            await server.KillAsync();
        }
        if (beforeAct is not null)
            File.Delete(Secret);
        letGo();
        await using var again = await UpAsync();
        using var after = ActingLaunch.Client(again.Address, token);
        var outcome = new Outcome();
        await UntilAsync(() => IsOverAsync(after, run, outcome));
        var (_, tasks) = await ActingLaunch.ReadAsync(after, run);
        return (outcome, Policies.ToDictionary(policy => policy, policy => (tasks[policy].GetProperty("state").GetString()!, tasks[policy].GetProperty("attempt").GetInt32())));
    }

    private async Task<bool> IsOverAsync(HttpClient client, Guid run, Outcome outcome)
    {
        var (state, tasks) = await ActingLaunch.ReadAsync(client, run);
        foreach (var (id, task) in tasks.Where(task => task.Value.GetProperty("state").GetString() == "unknown" && task.Value.GetProperty("work").GetProperty("awaitsRelease").GetBoolean()))
        {
            if (LeftBehind.Find(task.GetProperty("work").GetProperty("key").GetString()!).Count > 0)
                continue;
            var act = Effects(id).Length > 0 ? "finish" : "release";
            outcome.Asked.Add((id, act));
            await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act, task = id });
        }
        return state is "complete" or "rolled-back";
    }

    private void WritePlan(bool back)
    {
        // Each waits for what the test keeps from it, before its effect and after it.
        launch.Program("act", $"""
            touch {launch.Effects}/started-$SLIPWAY_TASK
            until [ -e {launch.Effects}/go ]; do sleep 0.02; done
            echo "$SLIPWAY_KEY" >> {launch.Effects}/of-$SLIPWAY_TASK
            touch {launch.Effects}/effected-$SLIPWAY_TASK
            until [ -e {launch.Effects}/end ]; do sleep 0.02; done
            """);
        launch.Program("is-done", $"[ -e {launch.Effects}/of-$SLIPWAY_TASK ]");
        var automated = string.Join('\n', Policies.Select(policy => Automated(policy, policy, "act", back ? null : "first")));
        if (back)
            launch.Write(string.Join('\n', [.. Policies.Select(policy => ByHand($"put-{policy}", policy)), ByHand("never", "none")]), automated, environments: "rehearsal: {}");
        else
            launch.Write(ByHand("first", "none") + "\n" + automated, environments: "rehearsal: {}");
    }

    private static string ByHand(string id, string undo) => $"""
        - id: {id}
          title: By hand {id}
          phase: launch
          workstream: data
          owner: asha
          takes: 1m/2m/3m
          undo: {undo}
        """;

    private string Automated(string id, string policy, string program, string? after = null)
    {
        var verify = policy == "probe" ? $"\n  verify: {{ kind: command, with: {{ program: {launch.Programs}/is-done }} }}" : "";
        return $$"""
            - id: {{id}}
              kind: command
              title: Task {{id}}
              phase: launch
              workstream: data
              owner: asha
              takes: 10s/1m/2m{{(after is null ? "" : $"\n  undo: none\n  after: [{after}]")}}
              timeout: 2m
              onCrash: {{policy}}
              with: { program: {{launch.Programs}}/{{program}}, environment: { TOKEN: "file:{{Secret}}" } }{{verify}}
            """;
    }

    private static async Task DoByHandAsync(HttpClient client, Guid run, string[] tasks)
    {
        foreach (var task in tasks)
        {
            await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act = "start", task });
            await ActAsync(client, run, new { commandId = Guid.CreateVersion7(), act = "finish", task });
        }
    }

    private static async Task ActAsync(HttpClient client, Guid run, object act)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/runs/{run}/acts", act);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<SlipwayProcess> UpAsync() => SlipwayProcess.UpAsync(launch.LaunchFolder, "--commands", launch.Programs, "--data", launch.Data);

    private void Open(params string[] gates)
    {
        foreach (var gate in gates)
            File.WriteAllText(Path.Combine(launch.Effects, gate), "");
    }

    private static void MakePipe(string path)
    {
        File.Delete(path);
        using var make = Process.Start("mkfifo", path)!;
        make.WaitForExit();
    }

    private string[] Effects(string task) =>
        File.Exists(Path.Combine(launch.Effects, $"of-{task}")) ? File.ReadAllLines(Path.Combine(launch.Effects, $"of-{task}")) : [];

    private Task AllAsync(string what) => UntilAsync(() => Task.FromResult(Policies.All(policy => File.Exists(Path.Combine(launch.Effects, $"{what}-{policy}")))));

    private Task EntriesAsync(string type, int count) => UntilAsync(async () =>
    {
        await using var db = await OpenDatabaseAsync();
        await using var command = db.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM journal_entries WHERE type = '{type}'";
        return (long)(await command.ExecuteScalarAsync())! >= count;
    });

    private async Task<SqliteConnection> OpenDatabaseAsync()
    {
        var db = new SqliteConnection($"Data Source={Path.Combine(launch.Data, "slipway.db")};Pooling=False;Default Timeout=30");
        await db.OpenAsync();
        return db;
    }

    private Action? PrepareRefusal { get; set; }

    /// <summary>The server's own words say that it waits.</summary>
    private static Task HasRefusedAsync(SlipwayProcess server) => server.SaysAsync(RefusingJournal.Words);

    /// <summary>A journal that takes no entry of a type from when the tasks become due until this is disposed.</summary>
    private RefusingJournal Refusing(string type)
    {
        var refusing = new RefusingJournal(() => OpenDatabaseAsync().GetAwaiter().GetResult(), type);
        PrepareRefusal = refusing.Begin;
        return refusing;
    }

    private static async Task UntilAsync(Func<Task<bool>> there)
    {
        for (var since = Stopwatch.StartNew(); !await there(); await Task.Delay(20))
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "It did not come to that within a minute.");
    }

    private sealed class Outcome
    {
        /// <summary>What a person was asked about, and said.</summary>
        public List<(string Task, string Act)> Asked { get; } = [];
    }

    private sealed class RefusingJournal(Func<SqliteConnection> open, string type) : IDisposable
    {
        public const string Words = "refused by the test";

        public void Begin() => Say($"CREATE TRIGGER refuse_of_test BEFORE INSERT ON journal_entries WHEN NEW.type = '{type}' BEGIN SELECT RAISE(ABORT, '{Words}'); END");

        public void Dispose() => Say("DROP TRIGGER IF EXISTS refuse_of_test");

        private void Say(string sql)
        {
            using var db = open();
            using var command = db.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
