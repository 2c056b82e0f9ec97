using Microsoft.AspNetCore.Http;
using Slipway.Features.Cutover.Automation;
using Slipway.Formats.Plans;
using Slipway.Planning.Automation;
using Slipway.Planning.Runs;

namespace Slipway.Tests.Features.Cutover.Automation;

public sealed class JourneyWorkerTests : IDisposable
{
    private const string Apply = """
        launch: x
        forward: []
        journeys:
          - id: apply
            title: A citizen applies
            base: ${service}
            steps:
              - { title: Open the form, get: /apply, expect: { status: 200, body: Apply }, extract: { csrf: { regex: 'name="csrf" value="([^"]+)"' } } }
              - { title: Send it, post: /apply, form: { name: "Ali & Sons", csrf: "${csrf}" }, expect: { status: 303 }, extract: { where: { header: Location } } }
              - { title: See it, get: "${where}", expect: { json: { $.state: received, $.key: "${key}" } } }
        """;

    private readonly WebCalls calls = new();
    private readonly WorkOutput output = new();

    [Fact]
    public async Task Walks_through_the_service_as_a_citizen_would()
    {
        await using var service = await PlayedService.StartAsync(new Applications().AnswerAsync);
        var end = await WalkAsync(Apply, service);
        Assert.Equal((WorkOutcome.Succeeded, "3/3 · A citizen applies"), (end.Outcome, end.Said));
        Assert.Equal(["GET /apply", "POST /apply", "GET /applications/7"], service.Came.Select(came => $"{came.Method} {came.Path}"));
        Assert.Equal(["7.walk.1.1", "7.walk.1.2", "7.walk.1.3"], service.Came.Select(came => $"{came.Headers["Idempotency-Key"]}"));
        Assert.Equal(1, output.Progress);
        var lines = output.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches($@"^2/3 Send it · POST {service.Address}/apply: 303 in \d+ ms$", lines[1]);
    }

    [Fact]
    public async Task Ends_at_the_first_step_that_is_not_as_expected_and_names_it()
    {
        await using var service = await PlayedService.StartAsync(new Applications { State = "refused" }.AnswerAsync);
        var end = await WalkAsync(Apply, service);
        Assert.Equal((WorkOutcome.Failed, $"3/3 See it · GET {service.Address}/applications/7: 200, expected $.state to be “received”, and it is “refused”"), (end.Outcome, end.Said));
        Assert.Equal(2 / 3.0, output.Progress!.Value, 3);
    }

    [Fact]
    public async Task Each_walk_has_cookies_of_its_own()
    {
        var applications = new Applications();
        await using var service = await PlayedService.StartAsync(applications.AnswerAsync);
        await WalkAsync(Apply, service);
        await WalkAsync(Apply, service);
        Assert.Equal(2, applications.Sessions);
    }

    [Fact]
    public async Task Says_which_value_is_not_there()
    {
        await using var service = await PlayedService.StartAsync(context => context.Response.WriteAsync("Apply elsewhere"));
        var end = await WalkAsync(Apply, service);
        Assert.Equal((WorkOutcome.Failed, $"1/3 Open the form · GET {service.Address}/apply: 200, and nothing is there for csrf (name=\"csrf\" value=\"([^\"]+)\")"), (end.Outcome, end.Said));
        Assert.Single(service.Came);
    }

    [Fact]
    public async Task A_step_that_was_sent_and_never_answered_makes_the_walk_unknown()
    {
        await using var service = await PlayedService.StartAsync(async context =>
        {
            if (context.Request.Method == "POST")
                context.Abort();
            else
                await new Applications().AnswerAsync(context);
        });
        var end = await WalkAsync(Apply, service);
        Assert.Equal(WorkOutcome.Lost, end.Outcome);
        Assert.StartsWith("2/3 Send it · POST ", end.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_texts_as_JSON_whatever_is_in_them_and_shows_no_value_that_is_a_secret()
    {
        await using var service = await PlayedService.StartAsync(context => context.Response.WriteAsync("""{"token":"to\"ken-1","list":[{"id":5}]}"""));
        var end = await WalkAsync("""
            launch: x
            forward: []
            journeys:
              - id: apply
                title: Sign in
                base: ${service}
                steps:
                  - { title: Sign in, post: /sign-in, json: { user: "${task}" }, extract: { token: { json: $.token, secret: true }, id: { json: "$.list[-1].id" } } }
                  - { title: Change, patch: "/things/${id}?t=${token}", json: { token: "${token}" }, expect: { body: nowhere } }
            """, service);
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        var came = service.Came.ToList();
        Assert.Equal("""{"user":"walk"}""", came[0].Body);
        Assert.Equal("application/json", came[0].Headers.ContentType);
        Assert.StartsWith("/things/5?t=to", came[1].Path, StringComparison.Ordinal);
        Assert.Equal("to\"ken-1", System.Text.Json.JsonDocument.Parse(came[1].Body).RootElement.GetProperty("token").GetString());
        Assert.DoesNotContain("ken-1", output.Text() + output.Mask.Of(end.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_that_never_ends_is_given_up()
    {
        await using var service = await PlayedService.StartAsync(context => context.Response.WriteAsync(new string('a', 50_000) + "!"));
        var end = await WalkAsync("""
            launch: x
            forward: []
            journeys:
              - { id: apply, title: Look, steps: [{ title: Look, get: "${service}", extract: { x: { regex: '(a+)+$' } } }] }
            """, service);
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Contains("nothing is there for x", end.Said, StringComparison.Ordinal);
    }

    public void Dispose() => calls.Dispose();

    private async Task<WorkEnd> WalkAsync(string cutover, PlayedService service)
    {
        const string launch = "id: x\ntitle: X\nzone: UTC\nt0: 2027-02-06T02:00\nwindow: { opens: T-30m, closes: T+4h, contingency: 20m }\n";
        var reading = PlanReader.Read(launch, cutover);
        Assert.True(reading.IsGood, string.Join('\n', reading.Problems));
        var given = new Dictionary<string, string> { ["key"] = "7.walk.1", ["task"] = "walk" };
        var context = new WorkContext("7.walk.1", given, new Dictionary<string, string> { ["service"] = service.Address }, output) { Journeys = reading.Plan!.Journeys };
        return await new JourneyWorker(calls).DoAsync(new JourneySettings { Journey = "apply" }, context, TestContext.Current.CancellationToken);
    }

    /// <summary>A form with a token against forgery, which needs the cookie of the session; applications that can be looked at.</summary>
    private sealed class Applications
    {
        private int sessions;

        public string State { get; init; } = "received";

        public int Sessions => sessions;

        public async Task AnswerAsync(HttpContext context)
        {
            switch (context.Request.Method, context.Request.Path.Value)
            {
                case ("GET", "/apply"):
                    var session = context.Request.Cookies.ContainsKey("session") ? 0 : Interlocked.Increment(ref sessions);
                    context.Response.Cookies.Append("session", $"s{session}", new CookieOptions { HttpOnly = true, Path = "/" });
                    context.Response.Cookies.Append("theme", "dark");
                    await context.Response.WriteAsync($"""<h1>Apply</h1><input name="csrf" value="c+{session}/=">""");
                    break;
                case ("POST", "/apply"):
                    // The body was read before: the service keeps it.
                    context.Response.StatusCode = context.Request.Cookies["session"] is { } known && known[0] == 's' && context.Request.Cookies["theme"] == "dark" ? 303 : 403;
                    context.Response.Headers.Location = "applications/7";
                    break;
                case ("GET", "/applications/7"):
                    await context.Response.WriteAsync($$"""{"state":"{{State}}","key":"7.walk.1"}""");
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }
        }
    }
}
