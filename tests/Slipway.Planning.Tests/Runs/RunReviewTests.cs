using System.Globalization;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
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

    [Fact]
    public void What_goes_on_after_the_launch_phase_does_not_count_for_the_window()
    {
        var plan = new PlanBuilder()
            .Task("load", 10, "farah")
            .Task("watch", 600, "osei", after: ["load"], with: task => task with { Phase = Phase.Monitor })
            .Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 10, "farah", "load");
        Assert.Null(run.State.LaunchPhaseEnded);
        run.StartAndFinish(10, 610, "osei", "watch");
        Assert.Equal(run.T0 + Duration.FromMinutes(10), run.State.LaunchPhaseEnded);
        Assert.Equal(run.T0 + Duration.FromMinutes(610), RunReview.Of(run.State, run.Events).ActualFinish);
        Assert.Equal(plan.Launch.Clock().T0 + Duration.FromMinutes(10), Simulation.Run(plan, plan.Launch.Clock(), null, new SimulationOptions(100)).LaunchPhase!.P80);
    }

    [Fact]
    public void What_the_autopilot_played_proposes_no_estimates()
    {
        var run = RunBuilder.Begun(Plan())
            .Act(0, "farah", new StartTask { Task = "load", Via = Via.Autopilot }).Act(25, "farah", new FinishTask { Task = "load", Via = Via.Autopilot })
            .StartAndFinish(25, 90, "farah", "switch");
        var review = RunReview.Of(run.State, run.Events);
        Assert.Equal(["switch"], review.Proposals.Select(proposal => proposal.Task));
        Assert.True(review.PlayedByAutopilot);
        var byPeople = RunBuilder.Begun(Plan()).StartAndFinish(0, 25, "farah", "load");
        Assert.False(RunReview.Of(byPeople.State, byPeople.Events).PlayedByAutopilot);
    }

    [Theory]
    [InlineData("6h", null)]
    [InlineData("3h", "3h/4h30m/6h")]
    [InlineData("1d", null)]
    public void A_task_that_keeps_the_hours_of_its_team_took_what_was_worked_in_them(string takes, string? proposed)
    {
        // T-0 is Saturday 02:00; from Thursday 14:00 to Friday 12:00 the team works 2 and 4 hours.
        var estimate = Estimate.Exactly(takes == "1d" ? new PlanDuration(1, Duration.Zero) : PlanDuration.FromElapsed(Duration.FromHours(int.Parse(takes[..1], CultureInfo.InvariantCulture))));
        var plan = new PlanBuilder().Person("farah").Team("dba", ["farah"], [PlanBuilder.Hours(8, 16, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday)])
            .Task("train", 1, "farah", with: task => task with { Phase = Phase.Prepare, Team = "dba", Takes = estimate })
            .Build();
        var run = RunBuilder.Begun(plan, beginsAt: -40 * 60).StartAndFinish(-36 * 60, -14 * 60, "farah", "train");
        Assert.Null(run.Refused);
        var proposal = RunReview.Of(run.State, run.Events).Proposals.SingleOrDefault();
        Assert.Equal(proposed, proposal?.Proposed.ToString());
        Assert.Equal(proposed is null ? null : Duration.FromHours(6), proposal?.Actual);
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
