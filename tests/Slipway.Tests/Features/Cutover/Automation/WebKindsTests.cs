using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>A server whose tasks speak HTTP with a service: from the plan to the room.</summary>
public sealed class WebKindsTests
{
    [Fact]
    public async Task A_run_opens_a_service_waits_for_it_and_walks_through_it()
    {
        var (opened, looks) = (false, 0);
        await using var service = await PlayedService.StartAsync(async context =>
        {
            switch (context.Request.Method, context.Request.Path.Value)
            {
                case ("POST", "/admin/open"):
                    opened = true;
                    context.Response.StatusCode = 204;
                    break;
                case ("POST", "/admin/silent"):
                    context.Abort();
                    break;
                case (_, "/state"):
                    await context.Response.WriteAsync(opened && ++looks > 2 ? """{"state":"open"}""" : """{"state":"closed"}""");
                    break;
                default:
                    await context.Response.WriteAsync("Apply");
                    break;
            }
        });
        using var launch = new ActingLaunch();
        launch.Write($$"""
            - { id: open, kind: http, title: Open, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, with: { url: "${service}/admin/open", method: POST } }
            - { id: ready, kind: wait, title: Wait, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, after: [open], with: { until: { kind: http, with: { url: "${service}/state", expect: { json: { $.state: open } } } }, every: 1s, atMost: 2m } }
            - { id: walk, kind: journey, title: Walk, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, after: [ready], with: { journey: apply } }
            - { id: silent, kind: http, title: Ask in vain, phase: launch, workstream: data, owner: asha, takes: 10s/1m/2m, undo: none, after: [walk], with: { url: "${service}/admin/silent", method: POST } }
            """, environments: $"rehearsal: {{ service: \"{service.Address}\" }}");
        File.AppendAllText(Path.Combine(launch.LaunchFolder, "cutover.yaml"), """

            journeys:
              - { id: apply, title: A citizen applies, base: "${service}", steps: [{ title: Open the form, get: /apply, expect: { body: Apply } }] }
            """);

        await using var server = await SlipwayProcess.UpAsync(launch.LaunchFolder, "--data", launch.Data);
        using var client = ActingLaunch.Client(server.Address, await ActingLaunch.TokenAsync("--data", launch.Data));
        await ActingLaunch.ApproveAsync(client);
        var run = await ActingLaunch.StartAsync(client);
        var tasks = await ActingLaunch.UntilAsync(client, run, all => all["silent"].GetProperty("state").GetString() == "unknown", TimeSpan.FromMinutes(2));

        Assert.All(["open", "ready", "walk"], id => Assert.Equal("done", tasks[id].GetProperty("state").GetString()));
        Assert.Equal(3, looks);
        Assert.Single(service.Came, came => came.Path == "/admin/silent");
        Assert.Equal(tasks["open"].GetProperty("work").GetProperty("key").GetString(), $"{service.Came.First().Headers["Idempotency-Key"]}");
        var page = await client.GetStringAsync("/launches/acting/room/1/tasks/walk", TestContext.Current.CancellationToken);
        Assert.Contains("1/1 Open the form", page, StringComparison.Ordinal);
    }
}
