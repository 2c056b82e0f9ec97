using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Tests.Features.Cutover.Automation;

public sealed class WaitWorkerTests : IAsyncDisposable
{
    private readonly WorkOutput output = new();
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(TimeProvider.System).AddSingleton<WebCalls>().AddSingleton<AskCheck>().AddSingleton<IWorker, HttpWorker>().AddSingleton<IWorker, WaitWorker>().BuildServiceProvider();

    [Fact]
    public async Task Succeeds_as_soon_as_the_check_does_and_says_each_change_once()
    {
        await using var service = await PlayedService.StartAsync(Answers(503, 503, 503, 500, 200));
        var end = await DoAsync(service, Until(), atMost: 60_000);
        Assert.Equal((WorkOutcome.Succeeded, $"GET {service.Address}/: 200"), (end.Outcome, end.Said));
        Assert.Equal(5, service.Came.Count);
        Assert.Equal([503, 500, 200], output.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split(": ")[1][..3], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.InRange(output.Progress!.Value, 0, 0.5);
    }

    [Fact]
    public async Task Looks_first_at_once()
    {
        await using var service = await PlayedService.StartAsync(Answers(200));
        var end = await DoAsync(service, Until(), atMost: 60_000, every: 3_600_000);
        Assert.Equal(WorkOutcome.Succeeded, end.Outcome);
    }

    [Fact]
    public async Task Has_failed_at_its_deadline_and_says_what_the_check_said_last()
    {
        await using var service = await PlayedService.StartAsync(Answers(503));
        var end = await DoAsync(service, Until(), atMost: 1_000);
        Assert.Equal((WorkOutcome.Failed, $"not within 1s: GET {service.Address}/: 503, expected 200 to 299"), (end.Outcome, end.Said));
        Assert.True(service.Came.Count > 1);
        Assert.InRange(output.Progress!.Value, 0.5, 1);
    }

    [Fact]
    public async Task A_check_that_hangs_ends_at_the_deadline()
    {
        await using var service = await PlayedService.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var end = await DoAsync(service, Until(), atMost: 1_000);
        Assert.Equal((WorkOutcome.Failed, "not within 1s: no answer within 1 s"), (end.Outcome, end.Said));
    }

    [Fact]
    public async Task Masks_what_its_check_knows()
    {
        Environment.SetEnvironmentVariable("TEST_WAIT_TOKEN", "battery-staple");
        await using var service = await PlayedService.StartAsync(Answers(200));
        var end = await DoAsync(service, new HttpSettings { Url = "${service}/?t=${env:TEST_WAIT_TOKEN}" }, atMost: 60_000);
        Assert.Equal($"GET {service.Address}/?t=•••: 200", end.Said);
        Assert.DoesNotContain("battery", output.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_a_wait()
    {
        await using var service = await PlayedService.StartAsync(Answers(503, 200));
        var end = await DoAsync(service, Settings(Until(), 50, 30_000), atMost: 60_000);
        Assert.Equal(WorkOutcome.Succeeded, end.Outcome);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static HttpSettings Until() => new() { Url = "${service}" };

    /// <summary>One status after the other, the last again and again.</summary>
    private static RequestDelegate Answers(params int[] status)
    {
        var came = 0;
        return context =>
        {
            context.Response.StatusCode = status[Math.Min(came++, status.Length - 1)];
            return Task.CompletedTask;
        };
    }

    private static WaitSettings Settings(WorkSettings until, int every, int atMost) =>
        new() { Until = until, Every = PlanDuration.FromElapsed(Duration.FromMilliseconds(every)), AtMost = PlanDuration.FromElapsed(Duration.FromMilliseconds(atMost)) };

    private Task<WorkEnd> DoAsync(PlayedService service, WorkSettings until, int atMost, int every = 20) =>
        services.GetServices<IWorker>().OfType<WaitWorker>().Single().DoAsync(
            Settings(until, every, atMost), new WorkContext("7.wait.1", new Dictionary<string, string>(), new Dictionary<string, string> { ["service"] = service.Address }, output), TestContext.Current.CancellationToken);
}
