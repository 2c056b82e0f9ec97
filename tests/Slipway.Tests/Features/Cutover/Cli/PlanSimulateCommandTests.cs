using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Cli;

public sealed class PlanSimulateCommandTests : IDisposable
{
    private static readonly DateTime T0 = new(2027, 2, 6, 2, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Eight parallel PERT(10, 20, 60): their maximum is at most 43.7 with a probability of 0.8, from the beta's own distribution function.</summary>
    [Fact]
    public void Eight_parallel_tasks_end_as_their_distribution_says()
    {
        var tiny = TinyLaunch.Write(folder.File("tiny"), Eight, "T+43m42s");

        var (code, output, errors) = CommandRun.Run("plan", "simulate", tiny, "--trials", "20000", "--seed", "3", "--correlation", "0", "--json");

        Assert.Equal((0, ""), (code, errors));
        var answer = JsonElement.Parse(output);
        Assert.Equal(["trials", "seed", "finish", "goLive", "gates", "insideWindow", "tasks", "rollback"], Keys(answer));
        Assert.Equal((20_000, 3), (answer.GetProperty("trials").GetInt32(), answer.GetProperty("seed").GetInt32()));
        Assert.Equal(["p10", "p50", "p80", "p90"], Keys(answer.GetProperty("finish")));
        Assert.Equal(43.7, (answer.GetProperty("finish").GetProperty("p80").GetDateTime().ToUniversalTime() - T0).TotalMinutes, 0.3);
        // Three standard errors of a share of 0.8 in 20,000 trials, and the rounding of 43.7.
        Assert.Equal(0.8, answer.GetProperty("insideWindow").GetDouble(), 0.0125);
        Assert.All(answer.GetProperty("tasks").EnumerateArray(), task => Assert.Equal(0.125, task.GetProperty("criticality").GetDouble(), 0.01));
        Assert.Equal((JsonValueKind.Null, 0), (answer.GetProperty("goLive").ValueKind, answer.GetProperty("rollback").GetProperty("p80").GetInt32()));
    }

    [Fact]
    public void The_answer_depends_on_the_seed_alone()
    {
        string[] command = ["plan", "simulate", Repository.At("examples/usct"), "--trials", "500", "--json"];
        var first = CommandRun.Run(command).Output;
        Assert.Equal(first, CommandRun.Run([.. command, "--seed", "1", "--correlation", "0.3"]).Output);
        Assert.NotEqual(first, CommandRun.Run([.. command, "--seed", "2"]).Output);
        var answer = JsonElement.Parse(first);
        Assert.Equal(["p10", "p50", "p80", "p90"], Keys(answer.GetProperty("goLive")));
        Assert.Contains("go", Keys(answer.GetProperty("gates")));
        Assert.InRange(answer.GetProperty("rollback").GetProperty("p80").GetDouble(), answer.GetProperty("rollback").GetProperty("p50").GetDouble(), 4 * 3600);
    }

    [Fact]
    public void Text_says_it_in_sentences()
    {
        var (code, output, errors) = CommandRun.Run("plan", "simulate", Repository.At("examples/usct"), "--trials", "500");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("500 trials, seed 1, correlation 0.3.", output, StringComparison.Ordinal);
        Assert.Matches(@"The launch phase ends inside the window \(until 2027-\d\d-\d\d \d\d:\d\d\) in \d+\.\d % of the trials\.", output);
        Assert.Matches(@"The rollback of everything takes .+ \(P50\), .+ \(P80\)\.", output);
        Assert.Contains("  go-live", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--trials", "0"), InlineData("--trials", "1000001"), InlineData("--trials", "many")]
    [InlineData("--correlation", "1.5"), InlineData("--correlation", "NaN"), InlineData("--seed", "x")]
    public void Options_that_mean_nothing_end_with_2(string option, string value)
    {
        var (code, output, errors) = CommandRun.Run("plan", "simulate", Repository.At("examples/drill"), option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("slipway: ", errors, StringComparison.Ordinal);
        Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    [Theory, InlineData("a", 1, "[cycle]"), InlineData("nothing", 1, "[unknown-task]")]
    public void A_plan_with_wrong_links_is_not_simulated(string after, int expected, string rule)
    {
        var (code, output, errors) = CommandRun.Run("plan", "simulate", TinyLaunch.Write(folder.File("tiny"), $"  - {{ id: a, title: A, phase: launch, owner: ann, takes: 10m, after: {after} }}"));
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(rule, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_with_2()
    {
        var (code, output, errors) = CommandRun.Run("plan", "simulate", folder.File("nowhere"), "--json");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("[no-folder]", errors, StringComparison.Ordinal);
    }

    private static string Eight => string.Concat(Enumerable.Range(1, 8).Select(number =>
        $"  - {{ id: t{number}, title: T{number}, phase: launch, owner: ann, deputy: ben, attended: false, takes: 10m/20m/60m }}\n"));

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
