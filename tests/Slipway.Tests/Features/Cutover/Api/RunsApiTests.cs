using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Formats.Plans;
using Slipway.Tests.Features.Launches;
using Slipway.Tests.Hosting;
using static Slipway.Tests.Hosting.ApiAnswers;

namespace Slipway.Tests.Features.Cutover.Api;

/// <summary>Runs as they begin and are read, who sees them, and what the server says of itself.</summary>
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
}

public sealed class RunsApiOnSqliteTests(RunningDrill.OnSqlite drill) : RunsApiTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class RunsApiOnPostgresTests(RunningDrill.OnPostgres drill) : RunsApiTests(drill), IClassFixture<RunningDrill.OnPostgres>;
