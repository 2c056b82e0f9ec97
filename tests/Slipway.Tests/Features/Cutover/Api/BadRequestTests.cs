using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Api;

/// <summary>Acts and runs that should not be asked for: each is a named problem, and the run is what it was.</summary>
public abstract class BadRequestTests(DatabaseKind kind) : IAsyncLifetime
{
    private AppOnDatabase? running;
    private HttpClient administrator = null!;
    private string run = "";

    private SlipwayApp App => running!.App;

    public async ValueTask InitializeAsync()
    {
        running = await AppOnDatabase.StartAsync(kind);
        administrator = await App.ClientAsync("administrator");
        var started = await SendAsync(administrator, "/api/v1/launches/usct/runs", """{"mode":"rehearsal","speed":1,"autopilot":false,"seed":1}""");
        Assert.Equal(HttpStatusCode.Created, started.Status);
        run = $"/api/v1/runs/{started.Body.GetProperty("id").GetString()}";
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        administrator?.Dispose();
        if (running is not null)
            await running.DisposeAsync();
    }

    [Fact]
    public async Task An_act_that_cannot_be_is_refused_by_name_and_changes_nothing()
    {
        var before = await VersionAsync();
        await RefusesAsync(Act("comment", ("text", "late"), ("ifVersion", before + 7)), HttpStatusCode.Conflict, "other-version");
        await RefusesAsync(Act("fly", ("task", "go")), HttpStatusCode.UnprocessableEntity, "unknown-act");
        await RefusesAsync(Act("start"), HttpStatusCode.UnprocessableEntity, "missing-field");
        await RefusesAsync(Act("start", ("task", "no-such-task")), HttpStatusCode.UnprocessableEntity, null);
        await RefusesAsync(Act("finish", ("task", "go-live")), HttpStatusCode.UnprocessableEntity, null);
        await RefusesAsync(Act("start", ("task", "load-postgresql"), ("at", "tomorrow")), HttpStatusCode.UnprocessableEntity, "bad-instant");
        foreach (var beyond in new[] { "9999-12-31T23:59:59-01:00", "-9998-01-01T00:00:00+01:00", "2200-01-01T00:00:00Z" })
        {
            await RefusesAsync(Act("comment", ("text", "x"), ("at", beyond)), HttpStatusCode.UnprocessableEntity, "bad-instant");
            await RefusesAsync(Act("decide", ("task", "go"), ("outcome", "hold"), ("holdUntil", beyond)), HttpStatusCode.UnprocessableEntity, "bad-instant");
            await RefusesAsync(Act("decide", ("task", "go"), ("outcome", "go-with-conditions"), ("conditions", new JsonArray(new JsonObject { ["text"] = "x", ["owner"] = "farah", ["due"] = beyond }))), HttpStatusCode.UnprocessableEntity, "bad-instant");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(administrator, "/api/v1/launches/usct/runs", $$"""{"t0":"{{beyond}}"}""")).Status);
        }
        await RefusesAsync(Act("comment", ("text", "x"), ("commandId", Guid.Empty)), HttpStatusCode.UnprocessableEntity, "bad-field");
        foreach (var field in new[] { "task", "at", "for", "via", "person", "by", "to", "owner", "deputy", "takes", "undo", "voter", "criterion", "issue", "holdUntil", "severity", "outcome", "workstream" })
            await RefusesAsync(Act("comment", ("text", "x"), (field, new string('x', 201))), HttpStatusCode.UnprocessableEntity, "text-too-long");
        foreach (var list in new[] { "after", "before", "waive" })
            await RefusesAsync(Act("comment", ("text", "x"), (list, new JsonArray(new string('x', 201)))), HttpStatusCode.UnprocessableEntity, "text-too-long");
        var echoed = (await SendAsync(administrator, run + "/acts", Act("comment", ("text", "x"), ("at", new string('y', 200))))).Body.GetRawText();
        Assert.DoesNotContain(new string('y', 101), echoed, StringComparison.Ordinal);
        await RefusesAsync(Act("comment", ("text", "x"), ("via", "pigeon")), HttpStatusCode.UnprocessableEntity, "unknown-word");
        await RefusesAsync(Act("comment", ("text", "x"), ("colour", "red")), HttpStatusCode.BadRequest, "unreadable");
        await RefusesAsync(Act("comment", ("text", 5)), HttpStatusCode.BadRequest, "unreadable");
        await RefusesAsync(Act("decide", ("task", "go"), ("outcome", "go"), ("conditions", new JsonArray((JsonNode?)null))), HttpStatusCode.UnprocessableEntity, null);
        await RefusesAsync(Act("add-task", ("title", "x"), ("owner", "farah"), ("deputy", "osei"), ("takes", "5m"), ("after", new JsonArray((JsonNode?)null))), HttpStatusCode.UnprocessableEntity, null);
        foreach (var (body, status) in new (string, HttpStatusCode)[]
        {
            ("", HttpStatusCode.BadRequest), ("null", HttpStatusCode.BadRequest), ("[]", HttpStatusCode.BadRequest), ("{", HttpStatusCode.BadRequest), ("{\"act\":\"start\"}", HttpStatusCode.BadRequest),
            (new string('[', 100_000), HttpStatusCode.BadRequest), ("{\"commandId\":\"1\",\"act\":\"start\"}", HttpStatusCode.BadRequest),
        })
            Assert.Equal(status, (await SendAsync(administrator, run + "/acts", body)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await administrator.PostAsync(run + "/acts", new StringContent("act=start"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(administrator, $"/api/v1/runs/{Guid.NewGuid()}/acts", Act("comment", ("text", "x")))).Status);
        Assert.Equal(before, await VersionAsync());
    }

    [Theory]
    [InlineData("""{ "commandId": "c1", "act": "pause" }""", "The field commandId is not of its type.")]
    [InlineData("""{ "act": "pause" }""", "Missing: commandId.")]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": "pause", "colour": "red" }""", "There is no field colour here.")]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": "decide", "conditions": [{ "text": "x", "owner": "y", "due": "z" }, { "text": 5 }] }""", "The field conditions[1].text is not of its type.")]
    [InlineData("""{ "commandId": "0193b0c0-0000-7000-8000-000000000001", "act": "pause", "act": "cancel" }""", "The field act is there twice.")]
    [InlineData("{\n\"commandId\": oops", "This is not JSON from line 2, byte 14 on.")]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_field_or_the_place(string body, string why)
    {
        var (status, problem) = await SendAsync(administrator, run + "/acts", body);
        Assert.Equal((HttpStatusCode.BadRequest, $"{why} Compare the request with /openapi/v1.json."), (status, problem.GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("2020-01-01T00:00Z")]
    [InlineData("2020-01-01T03:00+03:00")]
    [InlineData("2020-01-01T03:00:00.5+03:00")]
    public async Task A_moment_may_be_written_to_the_minute_and_with_any_offset(string at) =>
        await RefusesAsync(Act("comment", ("text", "x"), ("at", at)), HttpStatusCode.UnprocessableEntity, "before-the-run");

    [Fact]
    public async Task A_role_that_may_not_act_is_told_so()
    {
        var before = await VersionAsync();
        using var observer = await App.ClientAsync("observer");
        var refused = await SendAsync(observer, run + "/acts", Act("start", ("task", "load-postgresql")));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.StartsWith("urn:slipway:problem:", refused.Body.GetProperty("type").GetString(), StringComparison.Ordinal);
        using var ofAnother = await App.ClientAsync("service-owner", launch: "other");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(ofAnother, run + "/acts", Act("comment", ("text", "x")))).Status);
        using var nobody = App.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(nobody, run + "/acts", Act("comment", ("text", "x")))).Status);
        Assert.Equal(before, await VersionAsync());
    }

    [Theory]
    [InlineData("/acts")]
    [InlineData("/../../launches/usct/runs")]
    public async Task A_body_of_10_MB_is_refused(string path)
    {
        var before = await VersionAsync();
        administrator.DefaultRequestHeaders.ExpectContinue = true;
        var refused = await SendAsync(administrator, run + path, Act("comment", ("text", new string('x', 10_000_000))));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "urn:slipway:problem:too-large"), (refused.Status, refused.Body.GetProperty("type").GetString()));
        Assert.Equal(before, await VersionAsync());
    }

    [Fact]
    public async Task A_run_that_cannot_be_is_not_started()
    {
        var before = await administrator.GetStringAsync("/api/v1/launches/usct/runs");
        foreach (var (body, status) in new (string, HttpStatusCode)[]
        {
            ("""{"mode":"dream"}""", HttpStatusCode.UnprocessableEntity), ("""{"mode":null}""", HttpStatusCode.UnprocessableEntity), ("""{"mode":"rehearsal","speed":0}""", HttpStatusCode.UnprocessableEntity),
            ("""{"mode":"rehearsal","speed":601}""", HttpStatusCode.UnprocessableEntity), ("""{"mode":"rehearsal","from":"soon"}""", HttpStatusCode.UnprocessableEntity),
            ("""{"mode":"rehearsal","from":"T+6h","to":"T-2h"}""", HttpStatusCode.UnprocessableEntity), ("""{"mode":"live","confirm":"yes"}""", HttpStatusCode.UnprocessableEntity),
            ("""{"mode":"rehearsal","t0":"2027-02-06T02:00"}""", HttpStatusCode.UnprocessableEntity), ("""{"mode":"rehearsal","colour":"red"}""", HttpStatusCode.BadRequest), ("""{"mode":"rehearsal","speed":"fast"}""", HttpStatusCode.BadRequest), ("null", HttpStatusCode.BadRequest), ("{", HttpStatusCode.BadRequest),
        })
        {
            var refused = await SendAsync(administrator, "/api/v1/launches/usct/runs", body);
            Assert.True(status == refused.Status, $"{body}: {refused.Status} {refused.Body}");
            Assert.StartsWith("urn:slipway:problem:", refused.Body.GetProperty("type").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(administrator, "/api/v1/launches/nowhere/runs", """{"mode":"rehearsal"}""")).Status);
        Assert.Equal(before, await administrator.GetStringAsync("/api/v1/launches/usct/runs"));
    }

    /// <summary>Bodies that are nearly right: whatever is in them, the answer is an act or a named refusal, never a fault of ours.</summary>
    [Fact]
    public async Task No_body_makes_it_break()
    {
        string[] acts = ["start", "finish", "verify", "fail", "mark-unknown", "work-around", "waive-skip", "skip", "reopen", "take-back", "block", "unblock", "hand-over", "change-duration", "add-task", "comment", "attach", "raise-issue", "settle-issue", "substitute", "end-substitution", "vote", "confirm-criterion", "decide", "pause", "resume", "begin", ""];
        string[] fields = ["task", "reason", "at", "for", "via", "ifVersion", "to", "person", "by", "text", "name", "url", "title", "severity", "owner", "issue", "how", "takes", "go", "comment", "voter", "criterion", "met", "outcome", "conditions", "waive", "holdUntil", "confirm", "do", "expect", "workstream", "deputy", "after", "before", "undo", "noReturn", "attended", "commandId", "act", "other"];
        string[] values =
        [
            "null", "true", "false", "0", "-1", "1e400", "9223372036854775808", "\"\"", "\" \"", "\"load-postgresql\"", "\"go\"", "\"farah\"", "\"T+1h\"", "\"2027-02-06T02:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"-9998-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-01:00\"", "\"-9998-01-01T00:00:00+01:00\"",
            "\"9m/12m/21m\"", "\"99999999999d\"", "\"\\u0000\"", "\"\\ud800\"", "\"العربية\"", "\"<script>\"", "\"javascript:alert(1)\"", "\"https://example.org/\"", "[]", "[null]", "[\"go\"]", "[\"load-postgresql FS+1d\"]", "{}", "[{}]", "[{\"text\":\"x\",\"owner\":\"farah\",\"due\":\"x\"}]",
            "\"go-with-conditions\"", "\"hold\"", "\"critical\"", "\"phone\"", "\"low\"",
        ];
        var bodies = new List<string>();
        Gen.Select(Gen.OneOf(acts), Gen.Select(Gen.OneOf(fields), Gen.OneOf(values)).Array[0, 8], Gen.Int[0, 20])
            .Sample((act, said, spoil) =>
            {
                var body = $"{{\"commandId\":\"{Guid.NewGuid()}\",\"act\":\"{act}\"" + string.Concat(said.DistinctBy(field => field.Item1).Select(field => $",\"{field.Item1}\":{field.Item2}")) + "}";
                lock (bodies)
                    bodies.Add(spoil == 0 ? body[..(body.Length / 2)] : body);
            }, iter: 1_500);
        foreach (var body in bodies)
        {
            var (status, answer) = await SendAsync(administrator, run + "/acts", body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{(int)status} for {body}\n{answer}");
        }
        foreach (var body in bodies.Take(200))
            Assert.NotEqual(HttpStatusCode.InternalServerError, (await SendAsync(administrator, "/api/v1/launches/usct/runs", body.Replace("\"act\":", "\"from\":", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(run)).StatusCode);
    }

    private async Task RefusesAsync(string body, HttpStatusCode status, string? name)
    {
        var (got, problem) = await SendAsync(administrator, run + "/acts", body);
        Assert.True(status == got, $"{got} for {body}\n{problem}");
        var type = problem.GetProperty("type").GetString();
        Assert.True(name is null ? type!.StartsWith("urn:slipway:problem:", StringComparison.Ordinal) : type == $"urn:slipway:problem:{name}", $"{type} for {body}");
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    private async Task<long> VersionAsync() => JsonElement.Parse(await administrator.GetStringAsync(run)).GetProperty("version").GetInt64();

    private static string Act(string act, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var body = new JsonObject { ["commandId"] = Guid.NewGuid(), ["act"] = act };
        foreach (var (name, value) in fields)
            body[name] = value;
        return body.ToJsonString();
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 ? JsonElement.Parse(text) : default);
    }
}

public sealed class BadRequestOnSqliteTests() : BadRequestTests(DatabaseKind.Sqlite);

public sealed class BadRequestOnPostgresTests() : BadRequestTests(DatabaseKind.Postgres);
