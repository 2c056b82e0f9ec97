using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Slipway.Formats.Plans;
using Slipway.Features.Contracts;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Features.Launches.Api;

public sealed class LaunchesApiTests(LaunchesApiTests.Running running) : IClassFixture<LaunchesApiTests.Running>
{
    private const string Route = "/api/v1/launches";

    [Fact]
    public async Task A_zip_becomes_a_launch_and_the_answer_says_what_the_checks_found()
    {
        using var client = await running.App.ClientAsync("service-designer");
        var answer = await client.PostAsync(Route, Zip(LaunchTexts.Of("zipped")));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"{Route}/zipped", answer.Headers.Location?.OriginalString);
        var created = await JsonAsync(answer);
        Assert.Equal(("zipped", 1), (created.GetProperty("id").GetString(), created.GetProperty("version").GetInt32()));
        var problem = created.GetProperty("problems").EnumerateArray().Single(problem => problem.GetProperty("rule").GetString() == "no-gate-before-no-return");
        Assert.Equal(("error", "cutover.yaml", 5, "tell"), (problem.GetProperty("severity").GetString(), problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("task").GetString()));
        Assert.NotEmpty(problem.GetProperty("remedy").GetString()!);
    }

    [Fact]
    public async Task What_the_plan_accepts_is_among_the_problems_with_its_reason()
    {
        using var client = await running.App.ClientAsync("administrator");
        var texts = LaunchTexts.Of("accepting");
        texts = texts with { CutoverYaml = texts.CutoverYaml + "\naccepted:\n  - { rule: no-spread, task: tell, why: A recorded message }\n" };

        var created = await JsonAsync(await client.PostAsync(Route, Zip(texts)));

        var problems = created.GetProperty("problems").EnumerateArray().ToList();
        var accepted = Assert.Single(problems, problem => problem.TryGetProperty("accepted", out _));
        Assert.Equal(("no-spread", "tell", "A recorded message"), (accepted.GetProperty("rule").GetString(), accepted.GetProperty("task").GetString(), accepted.GetProperty("accepted").GetString()));
        Assert.Contains(problems, problem => problem.GetProperty("rule").GetString() == "no-spread" && problem.GetProperty("task").GetString() == "unload");
    }

    [Fact]
    public async Task A_launch_whose_tasks_wait_in_a_circle_has_all_its_pages_and_no_run()
    {
        using var client = await running.App.ClientAsync("administrator");
        var texts = LaunchTexts.Of("circle");
        texts = texts with { CutoverYaml = texts.CutoverYaml.Replace("undo: unload", "undo: unload, after: open", StringComparison.Ordinal) };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync(Route, Zip(texts))).StatusCode);

        foreach (var page in new[] { "/", "/launches/circle", "/launches/circle/plan", "/launches/circle/plan/text", "/launches/circle/runs/new", "/launches/circle/plan.xlsx" })
            Assert.True((await client.GetAsync(page)).StatusCode == HttpStatusCode.OK, page);
        await RefusesAsync(await RunAsync(client, "circle"), HttpStatusCode.UnprocessableEntity, "plan-has-errors");
    }

    [Theory, InlineData("forward", 101, true), InlineData("rollback", 101, true), InlineData("forward", 95, false)]
    public async Task A_launch_longer_than_any_calendar_has_all_its_pages_and_no_run(string side, int count, bool tooLong)
    {
        using var client = await running.App.ClientAsync("administrator");
        var id = $"long-{side}-{count}";
        var texts = LaunchTexts.Of(id);
        var tasks = string.Concat(Enumerable.Range(0, count).Select(i => $"  - {{ id: t{i}, title: Wait, phase: launch, owner: amina, takes: 3650d{(i > 0 ? $", after: t{i - 1}" : "")} }}\n"));
        texts = texts with { CutoverYaml = texts.CutoverYaml.Replace($"{side}:\n", $"{side}:\n{tasks}", StringComparison.Ordinal) };

        var answer = await client.PostAsync(Route, Zip(texts));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(tooLong, (await JsonAsync(answer)).GetProperty("problems").EnumerateArray().Any(problem => problem.GetProperty("rule").GetString() == "plan-too-long"));
        foreach (var page in new[] { "/", "", "/plan", "/plan/text", "/runs/new", "/plan.xlsx" }.Select(page => page == "/" ? page : $"/launches/{id}{page}").Append($"{Route}/{id}"))
            Assert.True((await client.GetAsync(page)).StatusCode == HttpStatusCode.OK, page);
        await RefusesAsync(await RunAsync(client, id), HttpStatusCode.UnprocessableEntity, "plan-has-errors");
    }

    [Fact]
    public async Task A_launch_without_tasks_has_all_its_pages_and_nothing_to_run()
    {
        using var client = await running.App.ClientAsync("administrator");
        var texts = LaunchTexts.Of("nothing") with { CutoverYaml = "launch: nothing\nworkstreams: [data]\nforward: []\nrollback: []\n" };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync(Route, Zip(texts))).StatusCode);

        foreach (var page in new[] { "/", "/launches/nothing", "/launches/nothing/plan", "/launches/nothing/plan/text", "/launches/nothing/runs/new", "/launches/nothing/plan.xlsx" })
            Assert.True((await client.GetAsync(page)).StatusCode == HttpStatusCode.OK, page);
        await RefusesAsync(await RunAsync(client, "nothing"), HttpStatusCode.UnprocessableEntity, "nothing-in-segment");
    }

    [Fact]
    public async Task An_empty_file_is_called_empty_and_not_missing()
    {
        using var client = await running.App.ClientAsync("administrator");
        var problem = await RefusesAsync(
            await client.PostAsync(Route, Form(LaunchTexts.Of("empty") with { LaunchYaml = "" })), HttpStatusCode.UnprocessableEntity, "launch-unreadable");
        Assert.Contains(problem.GetProperty("problems").EnumerateArray(), found => (found.GetProperty("rule").GetString(), found.GetProperty("file").GetString()) == ("empty-file", "launch.yaml"));
    }

    [Fact]
    public async Task Both_files_as_parts_of_a_form_become_a_launch_that_is_then_read()
    {
        using var client = await running.App.ClientAsync("administrator");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync(Route, Form(LaunchTexts.Of("formed")))).StatusCode);

        var launch = await JsonAsync(await client.GetAsync($"{Route}/formed"));

        Assert.Equal("السجل المدني", launch.GetProperty("title").GetProperty("ar").GetString());
        Assert.Equal("Ministry of Justice", launch.GetProperty("owner").GetProperty("").GetString());
        Assert.Equal(("2027-02-05T23:00:00Z", "Africa/Djibouti"), (launch.GetProperty("t0").GetString(), launch.GetProperty("zone").GetString()));
        Assert.Equal(("2027-02-05T22:30:00Z", 1200), (launch.GetProperty("window").GetProperty("opens").GetString(), launch.GetProperty("window").GetProperty("contingency").GetInt32()));
        Assert.Equal((1, JsonValueKind.Null), (launch.GetProperty("version").GetInt32(), launch.GetProperty("baseline").ValueKind));
        Assert.StartsWith("administrator:administrator", launch.GetProperty("versions")[0].GetProperty("by").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_that_exists_is_not_imported_again()
    {
        using var client = await running.App.ClientAsync("it-operations");
        await client.PostAsync(Route, Zip(LaunchTexts.Of("twice")));
        await RefusesAsync(await client.PostAsync(Route, Zip(LaunchTexts.Of("twice", "Other words"))), HttpStatusCode.Conflict, "launch-exists");
    }

    [Fact]
    public async Task Files_that_mean_no_plan_are_refused_with_every_error_at_its_place_and_leave_nothing_behind()
    {
        using var client = await running.App.ClientAsync("service-owner");
        var problem = await RefusesAsync(
            await client.PostAsync(Route, Form(LaunchTexts.Of("broken", extra: "- { id: load, titel: Twice }"))), HttpStatusCode.UnprocessableEntity, "launch-unreadable");
        Assert.Contains(problem.GetProperty("problems").EnumerateArray(), found =>
            (found.GetProperty("rule").GetString(), found.GetProperty("file").GetString(), found.GetProperty("line").GetInt32(), found.GetProperty("column").GetInt32()) == ("unknown-key", "cutover.yaml", 7, 17));
        await RefusesAsync(await client.GetAsync($"{Route}/broken"), HttpStatusCode.NotFound, "no-such-launch");
    }

    [Theory]
    [InlineData("../launch.yaml", "cutover.yaml", "zip-path-outside")]
    [InlineData("launch.yaml", "other.yaml", "zip-without-file")]
    public async Task A_zip_that_is_not_a_launch_is_refused_by_name(string first, string second, string rule)
    {
        using var client = await running.App.ClientAsync("administrator");
        await RefusesAsync(await client.PostAsync(Route, Zip((first, "x"), (second, "y"))), HttpStatusCode.UnprocessableEntity, rule);
    }

    [Theory]
    [InlineData("application/x-zip-compressed")]
    [InlineData("Application/Zip; charset=binary")]
    public async Task A_zip_is_one_as_Windows_calls_it_too(string type)
    {
        using var client = await running.App.ClientAsync("administrator");
        var zip = new ByteArrayContent("id: x"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        await RefusesAsync(await client.PostAsync(Route, zip), HttpStatusCode.UnprocessableEntity, "zip-not-a-zip");
    }

    [Fact]
    public async Task What_is_no_zip_and_no_form_or_lacks_a_file_is_refused_by_name()
    {
        using var client = await running.App.ClientAsync("administrator");
        await RefusesAsync(await client.PostAsync(Route, new StringContent("id: x", Encoding.UTF8, "application/yaml")), HttpStatusCode.UnsupportedMediaType, "wrong-kind");
        await RefusesAsync(await client.PostAsync(Route, new ByteArrayContent("id: x"u8.ToArray()) { Headers = { ContentType = new("application/zip") } }), HttpStatusCode.UnprocessableEntity, "zip-not-a-zip");
        await RefusesAsync(await client.PostAsync(Route, new MultipartFormDataContent { { new StringContent("id: x"), "launch", "launch.yaml" } }), HttpStatusCode.UnprocessableEntity, "launch-file-missing");
        await RefusesAsync(await client.PostAsync(Route, new ByteArrayContent("no form"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } }), HttpStatusCode.BadRequest, "unreadable");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whole()
    {
        using var client = await running.App.ClientAsync("administrator");
        // Asks before it sends, as curl does: whoever sends without asking may see the connection close before the answer.
        client.DefaultRequestHeaders.ExpectContinue = true;
        var large = new ByteArrayContent(new byte[17 << 20]) { Headers = { ContentType = new("application/zip") } };
        await RefusesAsync(await client.PostAsync(Route, large), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("digital-security-manager")]
    [InlineData("communications-manager")]
    [InlineData("trainer")]
    [InlineData("support-agent")]
    [InlineData("public-servant")]
    [InlineData("observer")]
    public async Task A_role_that_plans_no_launch_may_not_import(string role)
    {
        using var client = await running.App.ClientAsync(role);
        await RefusesAsync(await client.PostAsync(Route, Zip(LaunchTexts.Of("forbidden"))), HttpStatusCode.Forbidden, "may-not-import");
    }

    [Fact]
    public async Task Nobody_may_import_or_read()
    {
        using var client = running.App.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync(Route, Zip(LaunchTexts.Of("forbidden")))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Route)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync($"{Route}/usct")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_one_launch_sees_and_imports_only_that()
    {
        using var administrator = await running.App.ClientAsync("administrator");
        await administrator.PostAsync(Route, Zip(LaunchTexts.Of("mine")));
        await administrator.PostAsync(Route, Zip(LaunchTexts.Of("yours")));
        using var client = await running.App.ClientAsync("service-owner", launch: "mine");

        Assert.Equal(["mine"], await IdsAsync(client, Route));
        await RefusesAsync(await client.GetAsync($"{Route}/yours"), HttpStatusCode.Forbidden, "not-your-launch");
        await RefusesAsync(await client.PostAsync(Route, Zip(LaunchTexts.Of("third"))), HttpStatusCode.Forbidden, "not-your-launch");
    }

    [Fact]
    public async Task Launches_come_page_by_page_each_once()
    {
        using var client = await running.App.ClientAsync("administrator");
        foreach (var n in Enumerable.Range(1, 5))
            await client.PostAsync(Route, Zip(LaunchTexts.Of($"page-{n}")));
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await JsonAsync(await client.GetAsync($"{Route}?limit=2{(next is null ? "" : $"&after={next}")}"));
            Assert.InRange(page.GetProperty("launches").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("launches").EnumerateArray().Select(launch => launch.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(seen.Distinct(), seen);
        Assert.Superset(Enumerable.Range(1, 5).Select(n => $"page-{n}").ToHashSet(), seen.ToHashSet());
        Assert.Equal(seen, await IdsAsync(client, $"{Route}?limit=200"));
    }

    private static Task<HttpResponseMessage> RunAsync(HttpClient client, string launch) =>
        client.PostAsync($"{Route}/{launch}/runs", new StringContent("{}", Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> RefusesAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        var problem = await JsonAsync(answer);
        Assert.Equal((status, $"urn:slipway:problem:{name}", "application/problem+json"), (answer.StatusCode, problem.GetProperty("type").GetString(), answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    private static async Task<IEnumerable<string>> IdsAsync(HttpClient client, string address) =>
        (await JsonAsync(await client.GetAsync(address))).GetProperty("launches").EnumerateArray().Select(launch => launch.GetProperty("id").GetString()!);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private static MultipartFormDataContent Form(PlanTexts texts) => new()
    {
        { new StringContent(texts.CutoverYaml), "files", "cutover.yaml" },
        { new StringContent(texts.LaunchYaml), "files", "launch.yaml" },
    };

    private static ByteArrayContent Zip(PlanTexts texts) => Zip(("launch.yaml", texts.LaunchYaml), ("cutover.yaml", texts.CutoverYaml));

    private static ByteArrayContent Zip(params (string Name, string Text)[] files) =>
        new(Zips.Of(files)) { Headers = { ContentType = new("application/zip") } };

    public sealed class Running : IAsyncLifetime
    {
        public SlipwayApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await SlipwayApp.StartAsync();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
