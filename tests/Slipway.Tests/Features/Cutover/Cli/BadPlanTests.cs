using System.Globalization;
using System.Text;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

/// <summary>Plans that people should not have, given to the real program: a problem at its place, a code, and no memory to speak of.</summary>
public sealed class BadPlanTests(ITestOutputHelper output) : IDisposable
{
    private const int MostMegabytes = 500;

    private static readonly Dictionary<string, (Func<byte[]> Cutover, string Rule, int Code)> Plans = new()
    {
        ["empty"] = (() => [], "empty-file", 2),
        ["50 MB of comments"] = (() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# " + new string('x', 997) + "\n", 50_000))), "too-large", 2),
        ["39 MB of comments"] = (() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# " + new string('x', 997) + "\n", 39_000))), "empty-file", 2),
        ["39 MB of one text"] = (() => Encoding.UTF8.GetBytes("launch: tiny\nforward: " + new string('x', 39_000_000)), "wrong-kind-of-value", 1),
        ["not UTF-8"] = (() => [.. "launch: tiny\nforward: [] # d"u8, 0xE9, 0x6A, 0xE0], "not-utf8", 2),
        ["UTF-16"] = (() => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("launch: tiny\n")], "not-utf8", 2),
        ["a PDF"] = (() => "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n"u8.ToArray(), "", 2),
        ["a bracket that is never closed"] = (() => "forward: ["u8.ToArray(), "open-bracket", 2),
        ["aliases that multiply"] = (() => Encoding.UTF8.GetBytes("launch: tiny\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 30).Select(n => $"a{n}: &a{n} [{string.Join(", ", Enumerable.Repeat($"*a{n - 1}", 9))}]\n")) + "forward: *a30\n"), "alias", 1),
        ["an anchor that holds itself"] = (() => "launch: tiny\nforward: &all [*all]\n"u8.ToArray(), "alias", 1),
        ["brackets without end"] = (() => Encoding.UTF8.GetBytes("forward: " + new string('[', 1_000_000)), "too-deep", 2),
        ["a tab"] = (() => "launch: tiny\nforward:\n\t- id: a\n"u8.ToArray(), "tab", 2),
        ["a key twice"] = (() => "launch: tiny\nforward:\n  - { id: a, title: A, title: B, phase: launch }\n"u8.ToArray(), "duplicate-key", 1),
        ["a bell"] = (() => "launch: tiny\nforward:\n  - { id: a, title: \"A\\a\", phase: launch }\n"u8.ToArray(), "control-character", 1),
        ["a nought byte"] = (() => "launch: tiny\nforward:\n  - { id: a, title: A\0B, phase: launch }\n"u8.ToArray(), "control-character", 1),
        ["a duration below nought"] = (() => "launch: tiny\nforward:\n  - { id: a, title: A, phase: launch, owner: ann, takes: -5m }\n"u8.ToArray(), "negative-duration", 1),
        ["links to nothing"] = (() => "launch: tiny\nforward:\n  - { id: a, title: A, phase: launch, owner: ann, takes: 5m, after: nothing, undo: nobody }\n"u8.ToArray(), "unknown-task", 1),
        ["a problem in every one of 100,000 lines"] = (() => Encoding.UTF8.GetBytes("launch: tiny\nforward:\n" + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"  - {{ no{n}: 1, nor: 2, none: 3 }}\n"))), "more-problems", 1),
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Plans.Keys];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Names))]
    public void A_bad_plan_is_a_located_problem_and_takes_little_memory(string name)
    {
        var (cutover, rule, code) = Plans[name];
        var plan = TinyLaunch.Write(folder.File("plan"), "");
        File.WriteAllBytes(Path.Combine(plan, "cutover.yaml"), cutover());

        var run = MeasuredRun.Of("plan", "check", plan);

        output.WriteLine($"{name}: {run.PeakMegabytes} MB, {run.Took.TotalSeconds:0.0} s");
        Assert.Equal((code, ""), (run.Code, run.Errors));
        var line = Assert.Single(run.Output.Split('\n').Where(text => text.Contains($"[{(rule.Length > 0 ? rule : "")}", StringComparison.Ordinal) && text.Contains(": error: ", StringComparison.Ordinal)).Take(1));
        if (name == "a tab")
            Assert.Contains("cutover.yaml:3:1:", line, StringComparison.Ordinal);
        Assert.Matches(@"cutover\.yaml:\d+:\d+: error: .+; .+ \[[a-z0-9-]+\]$", line);
        Assert.InRange(run.PeakMegabytes, 0, MostMegabytes);
    }

    /// <summary>What is large but good is not refused.</summary>
    [Fact, Trait("Speed", "slow")]
    public async Task A_plan_of_100_000_tasks_is_checked_scheduled_and_imported()
    {
        var tasks = new StringBuilder();
        for (var n = 0; n < 100_000; n++)
            tasks.Append(CultureInfo.InvariantCulture, $"  - {{ id: t{n}, title: Task {n}, phase: launch, owner: {(n % 2 == 0 ? "ann" : "ben")}, takes: 1m, attended: false, undo: none{(n > 0 ? $", after: t{n - 1 - n % 7 % n}" : "")} }}\n");
        var plan = TinyLaunch.Write(folder.File("plan"), tasks.ToString());

        foreach (var command in (string[])["check", "schedule"])
        {
            var run = MeasuredRun.Of("plan", command, plan, "--json");
            output.WriteLine($"plan {command}: {run.PeakMegabytes} MB, {run.Took.TotalSeconds:0.0} s");
            Assert.True(run.Code is 0 or 1, run.Errors);
            Assert.InRange(run.PeakMegabytes, 0, 2_000);
        }
        await using var server = await SlipwayProcess.UpAsync(plan, "--data", folder.File("data"));
        Assert.Contains("imported \"Tiny\"", server.Said, StringComparison.Ordinal);
        output.WriteLine($"up: {server.PeakMegabytes} MB");
    }
}
