using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class WindowChecksTests
{
    [Theory]
    [InlineData(14 * 24 * 60, false)]
    [InlineData(100, false)]
    [InlineData(60, true)]
    public void The_way_back_ends_at_the_point_of_no_return_but_not_after_the_launch_phase(double noReturnAt, bool isFoundThere)
    {
        // The launch phase ends after 100 minutes, and takes 90 to take back.
        var builder = new PlanBuilder()
            .Task("load", 100, with: task => task with { Undo = new Undo.By("unload") })
            .Task("delete", 5, with: task => task with { NotBefore = PlanBuilder.Minutes(noReturnAt), Phase = noReturnAt < 100 ? Phase.Launch : Phase.Monitor, Undo = new Undo.Impossible() })
            .Rollback("unload", 90);
        Assert.Null(Find(builder.Window(-30, 210)));
        var found = Find(builder.Window(-30, isFoundThere ? 169 : 209));
        Assert.NotNull(found);
        Assert.Equal(isFoundThere ? "delete" : null, found.Task);
    }

    private static Problem? Find(PlanBuilder builder)
    {
        var plan = builder.Build();
        return PlanChecks.Run(plan, PlanSource.None).SingleOrDefault(problem => problem.Rule == "window-too-short-for-rollback");
    }
}
