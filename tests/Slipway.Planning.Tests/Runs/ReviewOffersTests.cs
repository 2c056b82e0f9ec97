using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class ReviewOffersTests
{
    private static readonly Plan Plan = new PlanBuilder()
        .Person("tessema", ["service-owner"]).Person("farah").Person("osei")
        .Shift(-60, 300, "tessema")
        .Task("load", 10, "farah").Task("check", 5, "osei", ["load"]).Task("tell", 5, "osei", ["check"])
        .Build();

    [Fact]
    public void An_estimate_is_open_while_the_plan_says_what_the_run_knew() =>
        Assert.Equal([("load", OfferState.Open)], Estimates(Plan));

    [Fact]
    public void An_estimate_that_the_plan_has_taken_is_accepted()
    {
        var proposed = Review().Proposals.Single().Proposed;
        Assert.Equal([("load", OfferState.Accepted)], Estimates(With("load", task => task with { Takes = proposed })));
    }

    [Fact]
    public void An_estimate_that_somebody_changed_since_or_whose_task_is_gone_is_told()
    {
        Assert.Equal([("load", OfferState.Changed)], Estimates(With("load", task => task with { Takes = Estimate.Exactly(PlanDuration.FromMinutes(11)) })));
        Assert.Equal([("load", OfferState.Changed)], Estimates(With("load", task => task with { Takes = null })));
        Assert.Equal([("load", OfferState.Gone)], Estimates(Plan with { Forward = [.. Plan.Forward.Skip(1)] }));
    }

    [Fact]
    public void A_task_added_in_the_run_is_offered_with_what_it_waits_for_and_what_waits_for_it()
    {
        var offer = Assert.Single(Offers(Plan).Tasks);
        Assert.Equal(("count", OfferState.Open), (offer.Task.Id, offer.State));
        Assert.Equal(["load"], offer.Task.After.Select(link => link.ToString()));
        Assert.Equal(["check"], offer.Followers.Select(task => task.Id));
        Assert.Empty(offer.Missing);
    }

    [Fact]
    public void What_the_plan_no_longer_has_is_left_out_of_its_links_and_named()
    {
        var offer = Assert.Single(Offers(Plan with { Forward = [.. Plan.Forward.Where(task => task.Id == "tell")] }).Tasks);
        Assert.Empty(offer.Task.After);
        Assert.Empty(offer.Followers);
        Assert.Equal(["load", "check"], offer.Missing);
    }

    [Fact]
    public void An_added_task_that_the_plan_has_is_accepted_and_another_of_its_id_is_told()
    {
        PlanTask Other(string title) => new() { Id = "count", Title = LocalizedText.Of(title) };
        Assert.Equal(OfferState.Accepted, Offers(Plan with { Forward = [.. Plan.Forward, Other("Count")] }).Tasks[0].State);
        Assert.Equal(OfferState.Changed, Offers(Plan with { Forward = [.. Plan.Forward, Other("Something else")] }).Tasks[0].State);
    }

    private static IEnumerable<(string, OfferState)> Estimates(Plan newest) => Offers(newest).Estimates.Select(offer => (offer.Proposal.Task, offer.State));

    private static ReviewOffers Offers(Plan newest) => ReviewOffers.Of(Played().State, Review().Proposals, newest);

    private static RunReview Review()
    {
        var run = Played();
        return RunReview.Of(run.State, run.Events);
    }

    private static Plan With(string id, Func<PlanTask, PlanTask> change) =>
        Plan with { Forward = [.. Plan.Forward.Select(task => task.Id == id ? change(task) : task)] };

    /// <summary>Loading took 30 minutes instead of 10, and somebody had to count before the check.</summary>
    private static RunBuilder Played()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 30, "farah", "load").Act(31, "tessema", new AddTask
        {
            Definition = new AddedTask
            {
                Title = "Count",
                Owner = "farah",
                Deputy = "osei",
                Takes = Estimate.Exactly(PlanDuration.FromMinutes(3)),
                After = [new Link("load", LinkType.FinishToStart, PlanDuration.Zero)],
                Before = ["check"],
            },
        });
        Assert.Null(run.Refused);
        return run;
    }
}
