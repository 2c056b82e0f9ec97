using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Secrets;

namespace Slipway.Tests.Features.Cutover.Automation;

public sealed class HttpWorkerTests : IDisposable
{
    private const string Key = "7.open.1";

    private readonly WebCalls calls = new();
    private readonly WorkOutput output = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_what_the_plan_says_with_the_key_and_shows_no_secret()
    {
        Environment.SetEnvironmentVariable("TEST_OPEN_TOKEN", "correct+horse");
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings
        {
            Url = "${service}/admin/open?pin=${env:TEST_OPEN_TOKEN}",
            Method = HttpVerb.Post,
            Headers = [new("Authorization", "Bearer ${env:TEST_OPEN_TOKEN}"), new("Accept-Language", "fr")],
            Body = """{"open":"${task}"}""",
        }, service);

        var came = Assert.Single(service.Came);
        Assert.Equal(("POST", "/admin/open?pin=correct+horse", """{"open":"open"}"""), (came.Method, came.Path, came.Body));
        Assert.Equal(("Bearer correct+horse", "fr", Key, "application/json"), ($"{came.Headers.Authorization}", $"{came.Headers.AcceptLanguage}", $"{came.Headers["Idempotency-Key"]}", $"{came.Headers.ContentType}"));
        Assert.Equal((WorkOutcome.Succeeded, $"POST {service.Address}/admin/open?pin=•••: 204"), (end.Outcome, output.Mask.Of(end.Said)));
        Assert.StartsWith($"POST {service.Address}/admin/open?pin=•••: 204 in ", output.Text(), StringComparison.Ordinal);
        Assert.EndsWith(" ms\n", output.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_key_and_the_content_type_that_the_plan_sets()
    {
        await using var service = await PlayedService.StartAsync(_ => Task.CompletedTask);
        await DoAsync(new HttpSettings { Url = "${service}", Method = HttpVerb.Put, Headers = [new("idempotency-key", "mine"), new("Content-Type", "text/csv"), new("User-Agent", "test")], Body = "a;b" }, service);
        var headers = Assert.Single(service.Came).Headers;
        Assert.Equal(("mine", "text/csv", "test"), ($"{headers["Idempotency-Key"]}", $"{headers.ContentType}", $"{headers.UserAgent}"));
    }

    public static TheoryData<HttpExpectation, string?> Expected => new()
    {
        { new(), null },
        { new() { Status = [200, 204], Json = [new("$.state", "open"), new("$.n", "3")], Headers = [new("x-version", "2")], Body = "open", Within = PlanDuration.FromMinutes(1) }, null },
        { new() { Status = [201, 204] }, "200, expected 201 or 204" },
        { new() { Json = [new("$.state", "closed")] }, "200, expected $.state to be “closed”, and it is “open”" },
        { new() { Json = [new("$.other", "${task}")] }, "200, expected $.other to be “open”, and it is not there" },
        { new() { Headers = [new("X-Version", "3")] }, "200, expected the header X-Version to be “3”, and it is “2”" },
        { new() { Headers = [new("X-Other", "3")] }, "200, expected the header X-Other to be “3”, and it is not there" },
        { new() { Body = "Welcome" }, "200, expected “Welcome” in the body, which begins “{\"state\":\"open\",\"n\":3}”" },
    };

    [Theory, MemberData(nameof(Expected))]
    public async Task Says_what_is_not_as_expected_and_what_came_instead(HttpExpectation expect, string? said)
    {
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.Headers["X-Version"] = "2";
            return context.Response.WriteAsync("""{"state":"open","n":3}""");
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}/state", Expect = expect }, service);
        Assert.Equal((said is null ? WorkOutcome.Succeeded : WorkOutcome.Failed, $"GET {service.Address}/state: {said ?? "200"}"), (end.Outcome, end.Said));
        Assert.False(end.IsUnanswered);
    }

    [Theory]
    [InlineData(500, "500, expected 200 to 299")]
    [InlineData(302, "302, expected 200 to 299")]
    public async Task An_answer_that_is_not_good_has_failed_also_when_something_was_sent(int status, string said)
    {
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}/", Method = HttpVerb.Post }, service);
        Assert.Equal((WorkOutcome.Failed, $"POST {service.Address}/: {said}"), (end.Outcome, end.Said));
        Assert.Single(service.Came);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task A_server_that_cannot_answer_has_not_said_no(int status, bool isUnanswered)
    {
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}/applications/7" }, service);
        Assert.Equal((WorkOutcome.Failed, isUnanswered), (end.Outcome, end.IsUnanswered));
    }

    [Fact]
    public async Task Follows_redirects_where_the_plan_says_so_and_takes_no_header_to_another_server()
    {
        await using var other = await PlayedService.StartAsync(context => context.Response.WriteAsync("here"));
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/a" ? 303 : 307;
            context.Response.Headers.Location = context.Request.Path == "/a" ? "/b" : $"{other.Address}/c";
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}/a", Method = HttpVerb.Post, Body = "x", Headers = [new("Authorization", "Bearer ${task}")], FollowsRedirects = true, Expect = new() { Body = "here" } }, service);
        Assert.Equal(WorkOutcome.Succeeded, end.Outcome);
        Assert.Equal([("POST", "/a", "Bearer open"), ("GET", "/b", "Bearer open")], service.Came.Select(came => (came.Method, came.Path, $"{came.Headers.Authorization}")));
        var last = Assert.Single(other.Came);
        Assert.Equal(("GET", "/c", "", Key), (last.Method, last.Path, $"{last.Headers.Authorization}", $"{last.Headers["Idempotency-Key"]}"));
    }

    [Fact]
    public async Task Goes_in_circles_no_more_than_ten_times()
    {
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Response.Redirect("/");
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}", FollowsRedirects = true }, service);
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Equal(11, service.Came.Count);
    }

    [Theory]
    [InlineData(HttpVerb.Get)]
    [InlineData(HttpVerb.Post)]
    public async Task What_could_not_be_sent_has_failed(HttpVerb verb)
    {
        var end = await DoAsync(new HttpSettings { Url = await PlayedService.GoneAsync(), Method = verb });
        Assert.Equal((WorkOutcome.Failed, true), (end.Outcome, end.IsUnanswered));
    }

    [Theory]
    [InlineData(HttpVerb.Get, WorkOutcome.Failed)]
    [InlineData(HttpVerb.Head, WorkOutcome.Failed)]
    [InlineData(HttpVerb.Post, WorkOutcome.Lost)]
    [InlineData(HttpVerb.Put, WorkOutcome.Lost)]
    [InlineData(HttpVerb.Delete, WorkOutcome.Lost)]
    public async Task What_was_sent_and_never_answered_is_unknown_unless_it_only_asked(HttpVerb verb, WorkOutcome outcome)
    {
        await using var service = await PlayedService.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}", Method = verb }, service);
        Assert.Equal(outcome, end.Outcome);
        if (verb is not (HttpVerb.Get or HttpVerb.Head))
            Assert.Single(service.Came);
    }

    [Theory]
    [InlineData(HttpVerb.Get, WorkOutcome.Failed)]
    [InlineData(HttpVerb.Post, WorkOutcome.Lost)]
    public async Task What_is_not_answered_in_its_time_is_unknown_unless_it_only_asked(HttpVerb verb, WorkOutcome outcome)
    {
        await using var service = await PlayedService.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var work = new AutomatedWork { With = new HttpSettings { Url = "${service}", Method = verb }, Timeout = Milliseconds(700) };
        var end = await new WorkOnce([new HttpWorker(calls)], TimeProvider.System).DoAsync(work, Context(service), Cancellation);
        Assert.Equal(outcome, end.Outcome);
    }

    [Fact]
    public async Task A_late_answer_is_waited_for_only_where_it_says_what_was_done()
    {
        await using var service = await PlayedService.StartAsync(context => Task.Delay(400, context.RequestAborted));
        var late = new HttpExpectation { Within = Milliseconds(100) };
        var asked = await DoAsync(new HttpSettings { Url = "${service}", Expect = late }, service);
        var did = await DoAsync(new HttpSettings { Url = "${service}", Method = HttpVerb.Post, Expect = late }, service);
        Assert.Equal((WorkOutcome.Failed, $"GET {service.Address}/ got no answer: no answer within 0.1 s"), (asked.Outcome, asked.Said));
        Assert.Equal(WorkOutcome.Failed, did.Outcome);
        Assert.Contains("and it took ", did.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stopped_while_it_waits_for_an_answer_has_no_result()
    {
        using var stop = new CancellationTokenSource();
        await using var service = await PlayedService.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var work = new AutomatedWork { With = new HttpSettings { Url = "${service}", Method = HttpVerb.Post } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WorkOnce([new HttpWorker(calls)], TimeProvider.System).DoAsync(work, Context(service), stop.Token));
    }

    [Fact]
    public async Task Of_an_endless_body_one_megabyte_is_read()
    {
        var written = 0L;
        await using var service = await PlayedService.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
                written += 64 * 1024;
            }
        });
        var end = await DoAsync(new HttpSettings { Url = "${service}", Expect = new() { Json = [new("$.a", "b")] } }, service);
        Assert.Equal($"GET {service.Address}/: 200, the body has more than 1024 kB", end.Said);
        Assert.True(written < 50_000_000, $"{written}");
    }

    [Fact]
    public async Task Believes_no_certificate_that_nobody_vouches_for()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        await using var service = await PlayedService.StartAsync(_ => Task.CompletedTask, certificate);
        var end = await DoAsync(new HttpSettings { Url = "${service}", Method = HttpVerb.Post }, service);
        Assert.Equal((WorkOutcome.Failed, true), (end.Outcome, end.IsUnanswered));
        Assert.Empty(service.Came);
    }

    [Theory]
    [InlineData("${split}", "${service}")]
    [InlineData("x", "ftp://example.org")]
    [InlineData("x", "http://user:${task}@127.0.0.1/")]
    public async Task Nothing_is_sent_that_cannot_be_sent_as_it_is_written(string header, string url)
    {
        await using var service = await PlayedService.StartAsync(_ => Task.CompletedTask);
        await Assert.ThrowsAsync<UnfilledSettingException>(() => DoAsync(new HttpSettings { Url = url, Method = HttpVerb.Post, Headers = [new("X-A", header)] }, service));
        Assert.Empty(service.Came);
    }

    public void Dispose() => calls.Dispose();

    private static PlanDuration Milliseconds(int number) => PlanDuration.FromElapsed(Duration.FromMilliseconds(number));

    private Task<WorkEnd> DoAsync(HttpSettings settings, PlayedService? service = null) => new HttpWorker(calls).DoAsync(settings, Context(service), Cancellation);

    private WorkContext Context(PlayedService? service) =>
        new(Key, new Dictionary<string, string> { ["key"] = Key, ["task"] = "open" }, new Dictionary<string, string> { ["service"] = service?.Address ?? "", ["split"] = "a\r\nX-B: c" }, output);
}
