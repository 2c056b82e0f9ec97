using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slipway.Formats.Plans;
using Slipway.Tests.Features.Launches;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Cutover.Api;

public abstract class RunsApiTests(RunningDrill drill)
{
    private const string Runs = "/api/v1/launches/drill/runs";

    [Fact]
    public async Task A_rehearsal_begins_at_once_and_is_read_with_its_forecast()
    {
        using var client = await drill.AsAsync("daher");
        var answer = await client.PostAsJsonAsync(Runs, new { mode = "rehearsal", speed = 1 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await answer.JsonAsync();
        Assert.Equal($"/api/v1/runs/{made.GetProperty("id").GetGuid()}", answer.Headers.Location?.OriginalString);

        var run = await (await client.GetAsync(answer.Headers.Location)).JsonAsync();

        Assert.Equal(("running", "rehearsal", "drill"), (Text(run, "state"), Text(run, "mode"), Text(run, "launch")));
        Assert.True(run.GetProperty("version").GetInt64() >= 2);
        Assert.EndsWith("+03:00", Text(run, "now"), StringComparison.Ordinal);
        foreach (var name in new[] { "finish", "p50", "p80", "goLive" })
            Assert.NotNull(Text(run.GetProperty("forecast"), name));
        Assert.NotNull(Text(run, "rollbackDeadline"));
        Assert.Equal("tell-everybody", Text(run.GetProperty("pointOfNoReturn"), "task"));
        var tasks = run.GetProperty("tasks").EnumerateArray().ToDictionary(task => Text(task, "id")!);
        Assert.Equal(12, tasks.Count);
        Assert.Equal(("ready", "daher"), (Text(tasks["roll-call"], "state"), Text(tasks["roll-call"], "owner")));
        Assert.All(tasks.Values, task => Assert.NotNull(Text(task.GetProperty("planned"), "start")));
        Assert.Equal(JsonValueKind.Array, tasks["go"].GetProperty("flags").ValueKind);
        Assert.Contains(made.GetProperty("id").GetGuid(), (await (await client.GetAsync(Runs)).JsonAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_live_run_begins_with_the_service_owners_words_and_stands_alone()
    {
        using var manager = await drill.AsAsync("daher");
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var before = await CountAsync(manager);
        await manager.PostAsJsonAsync(Runs, new { mode = "live", confirm = "drill live" }).RefusedAsync(403, "only-the-service-owner-begins");
        await owner.PostAsJsonAsync(Runs, new { mode = "live", confirm = "yes" }).RefusedAsync(422, "confirm-in-words");
        await owner.PostAsJsonAsync(Runs, new { mode = "live", confirm = "drill live", speed = 60 }).RefusedAsync(422, "wrong-speed");
        await owner.PostAsJsonAsync(Runs, new { mode = "live", confirm = "drill live", autopilot = true }).RefusedAsync(422, "no-autopilot-live");
        Assert.Equal(before, await CountAsync(manager));

        var prepared = await (await manager.PostAsJsonAsync(Runs, new { mode = "live" })).JsonAsync();
        Assert.Equal("planned", Text(prepared, "state"));
        var run = prepared.GetProperty("id").GetGuid();
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).RefusedAsync(422, "run-not-begun");
        await manager.ActAsync(run, new { act = "begin", confirm = "drill live" }).RefusedAsync(403, "only-the-service-owner-begins");
        await owner.ActAsync(run, new { act = "begin", confirm = "drill live" }).AcceptedAsync();
        await owner.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(422, "live-run-open");
        await owner.ActAsync(run, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        await owner.ActAsync(run, new { act = "start", task = "roll-call" }).RefusedAsync(422, "run-over");

        async Task<int> CountAsync(HttpClient client) => (await (await client.GetAsync(Runs)).JsonAsync()).GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task A_live_run_that_ended_does_not_come_back_beside_another_one()
    {
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var first = await LiveAsync();
        await owner.ActAsync(first, new { act = "begin", confirm = "drill live" }).AcceptedAsync();
        await owner.ActAsync(first, new { act = "roll-back", reason = "Only a test" }).AcceptedAsync();
        await owner.ActAsync(first, new { act = "start", task = "say-we-went-back" }).AcceptedAsync();
        await owner.ActAsync(first, new { act = "finish", task = "say-we-went-back" }).AcceptedAsync();
        var second = await LiveAsync();
        await owner.ActAsync(first, new { act = "take-back", task = "say-we-went-back" }).RefusedAsync(422, "live-run-open");
        await owner.ActAsync(second, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        await owner.ActAsync(first, new { act = "take-back", task = "say-we-went-back" }).AcceptedAsync();
        await owner.PostAsJsonAsync(Runs, new { mode = "live" }).RefusedAsync(422, "live-run-open");
        await owner.ActAsync(first, new { act = "finish", task = "say-we-went-back" }).AcceptedAsync();

        async Task<Guid> LiveAsync()
        {
            var made = await owner.PostAsJsonAsync(Runs, new { mode = "live" });
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
            return (await made.JsonAsync()).GetProperty("id").GetGuid();
        }
    }

    [Fact]
    public async Task A_run_that_cannot_be_meant_is_refused_with_the_field()
    {
        using var client = await drill.AsAsync("daher");
        await client.PostAsJsonAsync(Runs, new { mode = "test" }).RefusedAsync(422, "unknown-word");
        await client.PostAsJsonAsync(Runs, new { from = "soon" }).RefusedAsync(422, "bad-field");
        await client.PostAsJsonAsync(Runs, new { speed = 601 }).RefusedAsync(422, "wrong-speed");
        await client.PostAsJsonAsync(Runs, new { from = "T+9d", to = "T+10d" }).RefusedAsync(422, "nothing-in-segment");
        await client.PostAsJsonAsync(Runs, new { speed = "fast" }).RefusedAsync(400, "unreadable");
        await client.PostAsJsonAsync(Runs, new { sped = 1 }).RefusedAsync(400, "unreadable");
        await client.PostAsJsonAsync("/api/v1/launches/nowhere/runs", new { }).RefusedAsync(403, "not-your-launch");
    }

    [Fact]
    public async Task A_plan_with_errors_is_not_run_live_and_rehearsed_only_if_it_can_be_played()
    {
        Assert.SkipWhen(drill.App is null, "PostgreSQL is not installed (apt-get install postgresql).");
        using var client = await drill.App.ClientAsync("administrator");
        await ImportAsync(LaunchTexts.Of("unready"));
        var problem = await client.PostAsJsonAsync("/api/v1/launches/unready/runs", new { mode = "live" }).RefusedAsync(422, "plan-has-errors");
        Assert.Contains("no-gate-before-no-return", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/launches/unready/runs", new { })).StatusCode);

        var broken = LaunchTexts.Of("broken");
        await ImportAsync(broken with { CutoverYaml = broken.CutoverYaml.Replace("forward:", "forward:\n  - { id: lost, title: Lost, phase: launch, workstream: data, after: [nowhere], owner: okoth, deputy: tessema, takes: 5m, undo: none }", StringComparison.Ordinal) });
        problem = await client.PostAsJsonAsync("/api/v1/launches/broken/runs", new { }).RefusedAsync(422, "plan-has-errors");
        Assert.Contains("unknown-task", Text(problem, "detail"), StringComparison.Ordinal);

        async Task ImportAsync(PlanTexts texts)
        {
            using var form = new MultipartFormDataContent { { new StringContent(texts.LaunchYaml), "files", "launch.yaml" }, { new StringContent(texts.CutoverYaml), "files", "cutover.yaml" } };
            var answer = await client.PostAsync("/api/v1/launches", form);
            Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task An_act_gives_the_version_and_what_happened_and_refusals_say_whose_fault_it_is()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var voice = await drill.AsAsync("moreau", "communications-manager");
        using var observer = await drill.AsAsync("haddad", "observer");
        var version = (await (await manager.GetAsync($"/api/v1/runs/{run}")).JsonAsync()).GetProperty("version").GetInt64();

        await voice.ActAsync(run, new { act = "start", task = "roll-call" }).RefusedAsync(403, "not-your-task");
        await observer.ActAsync(run, new { act = "comment", text = "Nice" }).RefusedAsync(403, "observers-look-on");
        await manager.ActAsync(run, new { act = "start", task = "print-notice" }).RefusedAsync(422, "waits-for");
        await manager.ActAsync(run, new { act = "start", task = "nothing" }).RefusedAsync(422, "no-such-task");
        await manager.ActAsync(run, new { act = "start" }).RefusedAsync(422, "missing-field");
        await manager.ActAsync(run, new { act = "dance" }).RefusedAsync(422, "unknown-act");
        await manager.ActAsync(run, new { act = "start", task = "roll-call", at = "2099-01-01T00:00:00Z" }).RefusedAsync(422, "in-the-future");
        await manager.ActAsync(run, new { act = "start", task = "roll-call", @for = "moreau" }).RefusedAsync(403, "only-the-scribe-acts-for-others");
        var other = await manager.ActAsync(run, new { act = "start", task = "roll-call", ifVersion = version + 50 }).RefusedAsync(409, "other-version");
        Assert.True(other.GetProperty("version").GetInt64() >= version);

        var answer = await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        Assert.True(answer.GetProperty("version").GetInt64() > version);
        var started = Assert.Single(answer.GetProperty("events").EnumerateArray());
        Assert.Equal(("task-started", "daher", "api"), (Text(started, "type"), Text(started.GetProperty("data"), "actor"), Text(started.GetProperty("data"), "via")));
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).RefusedAsync(422, "already-in-progress");
        await manager.ActAsync(run, new { act = "fail", task = "roll-call" }).RefusedAsync(422, "reason-required");
    }

    [Theory]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": "start", "task": "roll-call", "color": "red" }""")]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": 7 }""")]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": "vote", "go": "yes" }""")]
    [InlineData("""{ "act": "start", "task": "roll-call" }""")]
    [InlineData("""{ "commandId": "not an id", "act": "start" }""")]
    [InlineData("""[ 1 ]""")]
    [InlineData("""{ "commandId": """)]
    [InlineData("")]
    public async Task What_is_no_act_is_unreadable_and_does_nothing(string body)
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await manager.PostAsync($"/api/v1/runs/{run}/acts", content).RefusedAsync(400, "unreadable");
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_too_large()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var body = new StringContent(JsonSerializer.Serialize(new { commandId = Guid.NewGuid(), act = "comment", text = new string('x', 10 << 20) }), Encoding.UTF8, "application/json");
        await manager.PostAsync($"/api/v1/runs/{run}/acts", body).RefusedAsync(413, "too-large");
        await manager.ActAsync(run, new { act = "comment", text = new string('x', 4001) }).RefusedAsync(422, "text-too-long");
    }

    [Fact]
    public async Task An_act_that_is_sent_again_happens_once()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var command = Guid.CreateVersion7();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => manager.ActAsync(run, new { act = "start", task = "roll-call" }, command).AcceptedAsync()));
        Assert.All(answers, answer => Assert.Equal("task-started", Text(answer.GetProperty("events")[0], "type")));
        var version = Assert.Single(answers.Select(answer => answer.GetProperty("version").GetInt64()).Distinct());
        await manager.ActAsync(run, new { act = "finish", task = "roll-call" }).AcceptedAsync();
        // The first answer, though the run has gone on.
        var again = await manager.ActAsync(run, new { act = "start", task = "roll-call" }, command).AcceptedAsync();
        Assert.Equal(version, again.GetProperty("version").GetInt64());
        Assert.Single(await TypesAsync(manager, run, 0), type => type == "task-started");
    }

    [Fact]
    public async Task An_id_that_was_used_for_something_else_is_refused_and_does_nothing()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var owner = await drill.AsAsync("warsame", "service-owner");
        var command = Guid.CreateVersion7();
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }, command).AcceptedAsync();
        foreach (var other in new object[] { new { act = "finish", task = "roll-call" }, new { act = "block", task = "hang-new", reason = "No nail" }, new { act = "comment", text = "Hello" }, new { act = "start", task = "hang-new" } })
        {
            var problem = await manager.ActAsync(run, other, command).RefusedAsync(422, "command-id-used");
            Assert.Contains($"{command}", Text(problem, "detail"), StringComparison.Ordinal);
        }
        await owner.ActAsync(run, new { act = "start", task = "roll-call" }, command).RefusedAsync(422, "command-id-used");
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }, command).AcceptedAsync();
        Assert.Equal(["task-started"], (await TypesAsync(manager, run, 0)).Intersect(["task-started", "task-finished", "task-blocked", "commented"]));
    }

    [Fact]
    public async Task Of_two_acts_with_one_id_that_come_at_once_one_is_refused()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var command = Guid.CreateVersion7();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => manager.ActAsync(run, new { act = "comment", text = $"Comment {number % 2}" }, command)));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Single(await TypesAsync(manager, run, 0), type => type == "commented");
    }

    [Fact]
    public async Task The_journal_is_read_from_where_one_stood()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var stood = (await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync()).GetProperty("version").GetInt64();
        await manager.ActAsync(run, new { act = "comment", text = "All here" }).AcceptedAsync();
        var page = await (await manager.GetAsync($"/api/v1/runs/{run}/journal?after={stood}")).JsonAsync();
        var entry = page.GetProperty("entries").EnumerateArray().First(entry => Text(entry, "type") == "commented");
        Assert.True(entry.GetProperty("version").GetInt64() > stood);
        Assert.Equal(("daher", "All here"), (Text(entry, "actor"), Text(entry.GetProperty("data"), "text")));
        Assert.Equal(64, Text(entry, "hash")!.Length);
        Assert.DoesNotContain("task-started", await TypesAsync(manager, run, stood));
    }

    [Fact]
    public async Task The_stream_tells_the_present_state_and_then_each_change()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var stream = await manager.GetAsync($"/api/v1/runs/{run}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var first = await NextAsync(reader);
        Assert.Equal("ready", StateOf(first, "roll-call"));
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        var second = await NextAsync(reader);
        while (StateOf(second, "roll-call") == "ready")
            second = await NextAsync(reader);
        Assert.Equal("in-progress", StateOf(second, "roll-call"));
        Assert.True(second.GetProperty("version").GetInt64() > first.GetProperty("version").GetInt64());

    }

    [Fact]
    public async Task The_stream_tells_what_time_alone_changes()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await manager.ActAsync(run, new { act = "start", task = "roll-call" }).AcceptedAsync();
        using var stream = await manager.GetAsync($"/api/v1/runs/{run}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        for (var (before, more) = (await NextAsync(reader), 0); ; more++)
        {
            // An alarm may come in between and is told as any act is.
            Assert.True(more < 12, "Ten minutes passed, and the stream told only what has a version of its own.");
            drill.Clock.MoveMinutes(1);
            var next = await NextAsync(reader, TimeSpan.FromSeconds(30));
            var late = next.GetProperty("tasks").EnumerateArray().First(task => Text(task, "id") == "roll-call").GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "late");
            if (late && next.GetProperty("version").GetInt64() == before.GetProperty("version").GetInt64())
                break;
            before = next;
        }
    }

    [Fact]
    public async Task Who_comes_back_to_the_stream_is_told_only_what_he_has_not_seen()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        using var owner = await drill.AsAsync("warsame", "service-owner");
        await owner.ActAsync(run, new { act = "cancel", reason = "Only a test" }).AcceptedAsync();
        var seen = await FirstIdAsync(null);
        Assert.Null(await FirstIdAsync(seen));
        await owner.ActAsync(run, new { act = "comment", text = "Well" }).AcceptedAsync();
        // An act may wait for a second behind the one before it: until then a beat says that the line is alive.
        Assert.NotEqual(seen, Assert.IsType<string>(await FirstIdAsync(seen, orBeat: false)));

        async Task<string?> FirstIdAsync(string? last, bool orBeat = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/runs/{run}/events");
            if (last is not null)
                request.Headers.Add("Last-Event-ID", last);
            using var stream = await manager.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    return line[4..];
                if (orBeat && line == "event: beat")
                    return null;
            }
            throw new InvalidOperationException("The stream ended.");
        }
    }

    private static async Task<JsonElement> NextAsync(StreamReader reader, TimeSpan? patience = null)
    {
        while (await reader.ReadLineAsync().WaitAsync(patience ?? TimeSpan.FromMinutes(3)) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonElement.Parse(line[6..]);
        }
        throw new InvalidOperationException("The stream ended.");
    }

    [Fact]
    public async Task A_run_is_hidden_from_who_is_of_another_launch_and_from_strangers()
    {
        var run = await drill.RehearsalAsync();
        using var other = await drill.App.ClientAsync("service-owner", "somebody", "elsewhere");
        foreach (var path in new[] { "", "/journal", "/events", "/attachments/abc" })
            await other.GetAsync($"/api/v1/runs/{run}{path}").RefusedAsync(404, "no-such-run");
        await other.ActAsync(run, new { act = "comment", text = "Hello" }).RefusedAsync(404, "no-such-run");
        await other.GetAsync(Runs).RefusedAsync(403, "not-your-launch");
        using var stranger = drill.App.Client();
        await stranger.GetAsync($"/api/v1/runs/{run}").RefusedAsync(401, "no-token");
        await stranger.ActAsync(run, new { act = "comment", text = "Hello" }).RefusedAsync(401, "no-token");
    }

    [Fact]
    public async Task An_issue_is_raised_and_settled()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        await manager.ActAsync(run, new { act = "raise-issue", title = "No tape", severity = "urgent" }).RefusedAsync(422, "unknown-word");
        await manager.ActAsync(run, new { act = "raise-issue", title = "No tape", severity = "high", owner = "guedi", task = "hang-new" }).AcceptedAsync();
        await manager.ActAsync(run, new { act = "settle-issue", issue = "2", how = "Bought" }).RefusedAsync(422, "no-such-issue");
        await manager.ActAsync(run, new { act = "settle-issue", issue = "1", how = "Bought" }).AcceptedAsync();
        await manager.ActAsync(run, new { act = "settle-issue", issue = "1", how = "Bought" }).RefusedAsync(422, "issue-settled");
        var issue = Assert.Single((await (await manager.GetAsync($"/api/v1/runs/{run}")).JsonAsync()).GetProperty("issues").EnumerateArray());
        Assert.Equal(("No tape", "high", "guedi", "hang-new"), (Text(issue, "title"), Text(issue, "severity"), Text(issue, "owner"), Text(issue, "task")));
        Assert.NotNull(Text(issue, "settled"));
    }

    [Fact]
    public async Task A_task_that_would_wait_for_itself_is_refused_with_the_cycle()
    {
        var run = await drill.RehearsalAsync();
        using var manager = await drill.AsAsync("daher");
        var problem = await manager.ActAsync(run, new { act = "add-task", title = "Look twice", owner = "daher", deputy = "guedi", takes = "1m", after = new[] { "go" }, before = new[] { "hang-new" } }).RefusedAsync(422, "makes-a-cycle");
        foreach (var named in new[] { "Look twice", "Hang the new notice at the entrance", "Go / no-go" })
            Assert.Contains(named, Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_says_that_it_lives_that_it_is_ready_and_what_it_can_be_asked()
    {
        Assert.SkipWhen(drill.App is null, "PostgreSQL is not installed (apt-get install postgresql).");
        using var anybody = drill.App.Client();
        Assert.Equal("ok", (await anybody.GetStringAsync("/healthz")).Trim());
        Assert.StartsWith("ready", await anybody.GetStringAsync("/readyz"), StringComparison.Ordinal);
        var description = await (await anybody.GetAsync("/openapi/v1.json")).JsonAsync();
        Assert.StartsWith("3.1", Text(description, "openapi"), StringComparison.Ordinal);
        var described = description.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "POST /api/v1/launches", "GET /api/v1/launches", "GET /api/v1/launches/{id}", "POST /api/v1/launches/{id}/runs", "GET /api/v1/launches/{id}/runs",
                "GET /api/v1/runs/{id}", "POST /api/v1/runs/{id}/acts", "GET /api/v1/runs/{id}/journal", "GET /api/v1/runs/{id}/events",
                "POST /api/v1/runs/{id}/attachments", "GET /api/v1/runs/{id}/attachments/{hash}",
            },
            described);
        var acts = description.GetProperty("paths").GetProperty("/api/v1/runs/{id}/acts").GetProperty("post").GetProperty("responses");
        Assert.Equal(["200", "400", "401", "403", "404", "409", "413", "415", "422"], acts.EnumerateObject().Select(answer => answer.Name).Order());
        Assert.Contains("accepted", description.GetProperty("components").GetProperty("schemas").GetProperty("ProblemJson").GetProperty("properties").EnumerateObject().Select(field => field.Name));
    }

    private static string? StateOf(JsonElement run, string task) => Text(run.GetProperty("tasks").EnumerateArray().Single(one => Text(one, "id") == task), "state");

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task<List<string?>> TypesAsync(HttpClient client, Guid run, long after) =>
        [.. (await (await client.GetAsync($"/api/v1/runs/{run}/journal?after={after}")).JsonAsync()).GetProperty("entries").EnumerateArray().Select(entry => Text(entry, "type"))];
}

public sealed class RunsApiOnSqliteTests(RunningDrill.OnSqlite drill) : RunsApiTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class RunsApiOnPostgresTests(RunningDrill.OnPostgres drill) : RunsApiTests(drill), IClassFixture<RunningDrill.OnPostgres>;
