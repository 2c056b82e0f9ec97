using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Features.Cutover.Automation;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>A run whose automated tasks go in rows, with a person who says of unknown ones what became of them. It stays open: its last task waits for somebody.</summary>
internal sealed class BusyRun(ActingLaunch launch)
{
    private const int Rows = 3;

    public Guid Id { get; private set; }

    /// <param name="tasks">So many automated tasks, two seconds each.</param>
    public void Write(int tasks)
    {
        launch.Program("act", $"""
            sleep 1
            echo "$SLIPWAY_TASK $SLIPWAY_KEY $SLIPWAY_ATTEMPT" >> {launch.Effects}/$SLIPWAY_RUN
            sleep 1
            """);
        launch.Program("is-done", $"""grep -q "^$SLIPWAY_TASK " {launch.Effects}/$SLIPWAY_RUN""");
        launch.Write(string.Join('\n', [.. Enumerable.Range(0, tasks).Select(Task), """
            - id: by-hand
              title: By hand
              phase: launch
              workstream: data
              owner: asha
              takes: 10m/20m/30m
              undo: none
            """]), environments: "rehearsal: {}");
    }

    public async Task StartAsync(HttpClient approver)
    {
        await ActingLaunch.ApproveAsync(approver);
        Id = await ActingLaunch.StartAsync(approver);
    }

    /// <summary>Says of unknown tasks what there is to see, as long as it is wanted. Nodes and database may be away meanwhile.</summary>
    public async Task AnswerAsync(HttpClient client, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await AnswerOnceAsync(client);
            }
            catch (Exception away) when (away is HttpRequestException or IOException or TaskCanceledException)
            {
                // It is asked again.
            }
            await System.Threading.Tasks.Task.Delay(500, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>No effect was lost of what is done, and none doubled but where the plan says that this does no harm. How many are done.</summary>
    public async Task<int> CheckAsync(HttpClient client)
    {
        var (_, tasks) = await ActingLaunch.ReadAsync(client, Id);
        var effects = Effects().ToLookup(line => line.Task, line => line.Key);
        var done = 0;
        foreach (var (id, task) in tasks.Where(task => task.Key.StartsWith("task-", StringComparison.Ordinal)))
        {
            var keys = effects[id].ToList();
            if (task.GetProperty("state").GetString() == "done")
            {
                done++;
                Assert.NotEmpty(keys);
            }
            if (Number(id) % 3 == 0)
                Assert.True(keys.Distinct().Count() <= 1, $"{id} repeated with another key");
            else
                Assert.True(keys.Count <= 1, $"{id} had {keys.Count} effects");
        }
        return done;
    }

    private async Task AnswerOnceAsync(HttpClient client)
    {
        var (_, tasks) = await ActingLaunch.ReadAsync(client, Id);
        foreach (var unknown in tasks.Values.Where(task => task.GetProperty("state").GetString() == "unknown"))
        {
            var id = unknown.GetProperty("id").GetString()!;
            // What a hung or dead node's program still does would come after what a person says.
            while (LeftBehind.Find(unknown.GetProperty("work").GetProperty("key").GetString()!).Count > 0)
                await System.Threading.Tasks.Task.Delay(50);
            var act = Effects().Any(line => line.Task == id) ? "finish" : "release";
            using var answer = await client.PostAsJsonAsync($"/api/v1/runs/{Id}/acts", new { commandId = Guid.CreateVersion7(), act, task = id });
        }
    }

    private IEnumerable<(string Task, string Key)> Effects()
    {
        var file = Path.Combine(launch.Effects, "1");
        return File.Exists(file) ? File.ReadAllLines(file).Select(line => line.Split(' ')).Where(parts => parts.Length == 3).Select(parts => (parts[0], parts[1])) : [];
    }

    private string Task(int number)
    {
        var policy = (number % 3) switch { 0 => "safe", 1 => "probe", _ => "ask" };
        var verify = policy == "probe" ? $"\n  verify: {{ kind: command, with: {{ program: {launch.Programs}/is-done }} }}" : "";
        // Each after one of another policy, so that no row waits for one policy alone.
        var after = number >= Rows ? $"\n  after: [{Id3(number - Rows - (number % Rows == 0 ? -2 : 1))}]" : "";
        return $"""
            - id: {Id3(number)}
              kind: command
              title: Task {number}
              phase: launch
              workstream: data
              owner: asha
              takes: 10s/1m/2m
              undo: none
              timeout: 1m
              onCrash: {policy}
              with: {'{'} program: {launch.Programs}/act {'}'}{verify}{after}
            """;
    }

    private static string Id3(int number) => "task-" + number.ToString("000", CultureInfo.InvariantCulture);

    private static int Number(string id) => int.Parse(id.AsSpan("task-".Length), CultureInfo.InvariantCulture);
}
