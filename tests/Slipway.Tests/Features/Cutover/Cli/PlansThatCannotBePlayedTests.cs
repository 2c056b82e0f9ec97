using Slipway.Formats.Plans;
using Slipway.Testing;
using Slipway.Tests.Features.Launches;

namespace Slipway.Tests.Features.Cutover.Cli;

/// <summary>What <c>slipway rehearse</c> says of a plan that has no way from one end to the other.</summary>
public sealed class PlansThatCannotBePlayedTests
{
    [Fact]
    public async Task Tasks_in_a_circle_are_sent_to_the_checks()
    {
        var texts = LaunchTexts.Of("circle");
        var (code, results, words) = await RehearseAsync(texts with { CutoverYaml = texts.CutoverYaml.Replace("undo: unload", "undo: unload, after: open", StringComparison.Ordinal) });

        Assert.Equal((2, ""), (code, results));
        Assert.Contains("holds no plan that can be run; see: slipway plan check ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_tasks_has_nothing_to_rehearse()
    {
        var (code, results, words) = await RehearseAsync(LaunchTexts.Of("nothing") with { CutoverYaml = "launch: nothing\nworkstreams: [data]\nforward: []\nrollback: []\n" });

        Assert.Equal((2, ""), (code, results));
        Assert.Contains("The rehearsal cannot start. No task starts between these two times.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_outside_the_plan_is_refused_in_a_sentence()
    {
        var (code, results, words) = await RehearseAsync(LaunchTexts.Of("far"), "--from", "T+300d", "--to", "T+301d");

        Assert.Equal((2, ""), (code, results));
        Assert.StartsWith("slipway: The rehearsal cannot start. No task starts between", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_no_number_is_answered_in_our_words()
    {
        var (code, _, words) = await RehearseAsync(LaunchTexts.Of("seed"), "--seed", "x");

        Assert.Equal(2, code);
        Assert.Contains("'--seed'; write a whole number, such as 1", words, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", words, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Results, string Words)> RehearseAsync(PlanTexts texts, params string[] more)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File(PlanFolder.LaunchFile), texts.LaunchYaml);
        await File.WriteAllTextAsync(folder.File(PlanFolder.CutoverFile), texts.CutoverYaml);
        return await SlipwayProcess.RunAsync(["rehearse", folder.Path, .. more]);
    }
}
