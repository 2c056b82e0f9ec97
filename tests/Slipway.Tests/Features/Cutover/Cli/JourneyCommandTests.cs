using Microsoft.AspNetCore.Http;
using Slipway.Testing;
using Slipway.Tests.Features.Cutover.Automation;

namespace Slipway.Tests.Features.Cutover.Cli;

public sealed class JourneyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Prints_each_step_and_says_by_its_exit_code_whether_all_were_as_expected()
    {
        await using var service = await PlayedService.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/apply" ? "Apply" : "Closed"));
        Write($"{{ rehearsal: {{ service: \"{service.Address}\" }}, live: {{ service: \"{service.Address}/live/\" }} }}");

        var good = CommandRun.Run("journey", folder.Path, "apply");
        Assert.Equal((0, ""), (good.Code, good.Errors));
        Assert.Matches($@"^1/1 Open the form · GET {service.Address}/apply: 200 in \d+ ms\s+done: 1/1 · A citizen applies\s+$", good.Output);

        var bad = CommandRun.Run("journey", folder.Path, "close", "--environment", "live");
        Assert.Equal(1, bad.Code);
        Assert.Contains($"failed: 1/1 Open the form · GET {service.Address}/close: 200, expected “Welcome” in the body, which begins “Closed”", bad.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aply", "The plan has no journey \"aply\". It has: apply, close.")]
    [InlineData("apply", "Nothing says what ${service} stands for.")]
    public void Says_what_it_cannot_use(string id, string said)
    {
        Write("{ live: { service: \"https://example.org\" } }");
        var (code, output, errors) = CommandRun.Run("journey", folder.Path, id);
        Assert.Equal((2, "", $"slipway: {said}"), (code, output, errors.Trim()));
    }

    public void Dispose() => folder.Dispose();

    private void Write(string environments)
    {
        TinyLaunch.Write(folder.Path, """
              - { id: smoke-test, kind: journey, title: Try it, phase: launch, owner: ben, takes: 1m/2m/3m, with: { journey: apply } }
            journeys:
              - { id: apply, title: A citizen applies, base: "${service}", steps: [{ title: Open the form, get: /apply, expect: { body: Apply } }] }
              - { id: close, title: Nobody applies, base: "${service}", steps: [{ title: Open the form, get: /close, expect: { body: Welcome } }] }
            """);
        File.AppendAllText(Path.Combine(folder.Path, "launch.yaml"), $"\nenvironments: {environments}\n");
    }
}
