using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class LinkChecksTests
{
    [Fact]
    public void A_lead_that_stands_against_the_id_is_offered_as_one()
    {
        var plan = new PlanBuilder().Task("29", 1).Task("30", 1, with: task => task with { After = [new Link("29-2h", LinkType.FinishToStart, PlanDuration.Zero)] }).Build();
        Assert.Equal(["29-2h", "29 FS-2h"], PlanChecks.Run(plan, PlanSource.None).Single(problem => problem.Rule == "unknown-task").Values);
    }

    [Theory]
    [InlineData(60, "→ a-task-with-a-long-name-59 → a-task-with-a-long-name-0.")]
    [InlineData(200, "→ a-task-with-a-long-name-199 → a-task-with-a-long-name-0.")]
    [InlineData(700, "→ a-task-with-a-long-name-199 → … (+500) → a-task-with-a-long-name-0.")]
    public void A_circle_is_printed_whole_and_a_very_long_one_with_how_many_more_there_are(int count, string end)
    {
        var builder = new PlanBuilder();
        for (var i = 0; i < count; i++)
            builder.Task($"a-task-with-a-long-name-{i}", 1, after: [$"a-task-with-a-long-name-{(i + count - 1) % count}"]);
        var circle = PlanChecks.Run(builder.Build(), PlanSource.None).Single(problem => problem.Rule == "cycle");
        Assert.EndsWith(end, ProblemText.Message(circle), StringComparison.Ordinal);
    }
}
