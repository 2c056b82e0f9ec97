using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Planning.Runs;

namespace Slipway.Tests.Features.Cutover;

public sealed class ReviewCostsTests
{
    private static readonly Instant Planned = Instant.FromUtc(2027, 2, 6, 4, 49);

    [Fact]
    public void What_the_time_went_to_adds_up_in_the_minutes_that_are_shown()
    {
        // 07:45:47 beside 07:49 reads as four minutes early, whatever the seconds say.
        var costs = Costs(Planned - Duration.FromSeconds(193), 111, 96, -400);
        Assert.Equal([2, 2, -7, -1], costs.Select(cost => cost.Cost.TotalMinutes));
        Assert.Null(costs[^1].Task);
    }

    [Fact]
    public void Nothing_else_is_named_where_the_tasks_explain_everything() =>
        Assert.All(Costs(Planned + Duration.FromMinutes(5), 300), cost => Assert.NotNull(cost.Task));

    private static IReadOnlyList<TimeCost> Costs(Instant actual, params int[] seconds)
    {
        List<TimeCost> exact = [.. seconds.Select((length, index) => new TimeCost($"task-{index}", Duration.FromSeconds(length)))];
        var rest = exact.Aggregate(actual - Planned, (left, cost) => left - cost.Cost);
        return ReviewMarkdown.Costs(new RunReview([], [.. exact, new TimeCost(null, rest)], Planned, actual, [], []));
    }
}
