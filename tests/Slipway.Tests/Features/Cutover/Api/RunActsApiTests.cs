using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Hosting;
using static Slipway.Tests.Hosting.ApiAnswers;

namespace Slipway.Tests.Features.Cutover.Api;

/// <summary>Acts on a run, and what becomes of those that cannot be meant or come twice.</summary>
public abstract class RunActsApiTests(RunningDrill drill)
{
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
        Assert.Single(await manager.TypesAsync(run), type => type == "task-started");
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
        Assert.Equal(["task-started"], (await manager.TypesAsync(run)).Intersect(["task-started", "task-finished", "task-blocked", "commented"]));
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
        Assert.Single(await manager.TypesAsync(run), type => type == "commented");
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
}

public sealed class RunActsApiOnSqliteTests(RunningDrill.OnSqlite drill) : RunActsApiTests(drill), IClassFixture<RunningDrill.OnSqlite>;

public sealed class RunActsApiOnPostgresTests(RunningDrill.OnPostgres drill) : RunActsApiTests(drill), IClassFixture<RunningDrill.OnPostgres>;
