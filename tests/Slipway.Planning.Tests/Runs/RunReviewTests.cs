using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class RunReviewTests
{
    [Fact]
    public void A_run_that_went_back_is_reviewed_forward_and_back_and_its_finish_is_that_of_the_way_back()
    {
        var run = RunBuilder.Begun(Plan())
            .StartAndFinish(0, 25, "farah", "load")
            .Start(25, "farah", "switch")
            .Act(30, "tessema", new RollBack { Reason = "Totals are off" })
            .StartAndFinish(31, 33, "farah", "unswitch")
            .StartAndFinish(33, 41, "farah", "unload");
        Assert.Equal(RunStatus.RolledBack, run.State.Status);
        var review = RunReview.Of(run.State, run.Events);
        Assert.Equal(["load", "unload", "unswitch"], review.Slips.Select(slip => slip.Task).Order());
        Assert.Equal(run.T0 + Duration.FromMinutes(25), review.Slips.Single(slip => slip.Task == "load").ActualFinish);
        // Planned back from minute 30: 2 and 2 minutes.
        Assert.Equal(run.T0 + Duration.FromMinutes(34), review.PlannedFinish);
        Assert.Equal(Duration.FromMinutes(7), review.FinishSlip);
        Assert.Equal(["unload", null], review.Costs.Select(cost => cost.Task));
        Assert.Equal(["load", "unload"], review.Proposals.Select(proposal => proposal.Task).Order());
    }

    private static Plan Plan() => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner]).Person("farah")
        .Shift(-30, 240, "tessema")
        .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
        .Task("switch", 30, "farah", after: ["load"], with: task => task with { Undo = new Undo.By("unswitch") })
        .Rollback("unload", 2, "farah")
        .Rollback("unswitch", 2, "farah")
        .Build();
}
