using NodaTime;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Checks;

public sealed class ClashTests
{
    [Fact]
    public void Gives_the_waiting_task_to_a_deputy_who_is_free_and_says_what_that_saves()
    {
        var plan = TwoAtOnce(deputy: "osei").Build();
        var clash = Find(plan);

        Assert.Equal(("farah", "load", "repoint"), (clash.Person, clash.First.Id, clash.Second.Id));
        Assert.Equal((10, 18), (FromT0(plan, clash.From), FromT0(plan, clash.To)));
        Assert.Equal(38, FromT0(plan, clash.End));
        Assert.Equal([(ProposalKind.GiveToDeputy, "osei", 10, 18, 30), (ProposalKind.MoveAfter, "load", 30, 38, 38)], Proposals(plan, clash));
        Assert.Equal(("osei", "farah"), (clash.Proposals[0].Changed.Owner, clash.Proposals[0].Changed.Deputy));
        Assert.Equal(["snapshot", "load"], clash.Proposals[1].Changed.After.Select(link => link.ToString()));
    }

    [Fact]
    public void Does_not_offer_a_deputy_who_is_busy_too()
    {
        var plan = TwoAtOnce(deputy: "osei").Task("guard", 60, "osei").Build();
        Assert.Equal([ProposalKind.MoveAfter], Find(plan).Proposals.Select(proposal => proposal.Kind));
    }

    [Fact]
    public void Finds_the_standing_deputy()
    {
        var plan = TwoAtOnce(deputy: null).Launch(launch => launch with { People = [.. launch.People.Select(person => person.Id == "farah" ? person with { Deputy = "noor" } : person)] }).Build();
        Assert.Equal(["noor", "load"], Find(plan).Proposals.Select(proposal => proposal.With));
    }

    [Fact]
    public void Does_not_let_a_task_come_after_one_that_waits_for_it()
    {
        // Start-to-start: "load" waits for the start of "repoint", so "repoint" cannot wait for the end of "load".
        var plan = new PlanBuilder().Person("farah").Person("osei")
            .Task("repoint", 8, "farah", with: task => task with { Deputy = "osei" })
            .Task("load", 20, "farah", ["repoint SS"])
            .Task("rest", 100, "osei", ["load"])
            .Build();
        var problem = new Problem("person-double-booked", Severity.Hint, default, "repoint", ["farah", "load", "repoint", "", "", ""]);
        Assert.DoesNotContain(Clash.Of(plan, plan.Launch.Clock(), problem)!.Proposals, proposal => proposal.Kind == ProposalKind.MoveAfter);
    }

    [Fact]
    public void Says_nothing_of_a_clash_that_the_plan_no_longer_has()
    {
        var problem = PlanChecks.Run(TwoAtOnce("osei").Build(), PlanSource.None).Single(problem => problem.Rule == "person-double-booked");
        var mended = new PlanBuilder().Person("farah").Task("load", 20, "farah").Task("repoint", 8, "farah", ["load"]).Build();
        Assert.Null(Clash.Of(mended, mended.Launch.Clock(), problem));
        Assert.Null(Clash.Of(mended, mended.Launch.Clock(), problem with { Rule = "no-owner" }));
    }

    [Fact]
    public void Warns_where_the_wait_moves_the_end_of_the_launch_phase_and_hints_where_slack_takes_it()
    {
        var moves = PlanChecks.Run(TwoAtOnce("osei").Build(), PlanSource.None).Single(problem => problem.Rule == "person-double-booked");
        Assert.Equal((Severity.Warning, "8m"), (moves.Severity, moves.Values[5]));
        var absorbed = PlanChecks.Run(TwoAtOnce("osei").Task("long", 60, "adan", ["snapshot"]).Build(), PlanSource.None).Single(problem => problem.Rule == "person-double-booked");
        Assert.Equal((Severity.Hint, "0m"), (absorbed.Severity, absorbed.Values[5]));
    }

    private static PlanBuilder TwoAtOnce(string? deputy) => new PlanBuilder()
        .Person("farah").Person("osei").Person("noor").Person("adan")
        .Task("snapshot", 10, "noor")
        .Task("load", 20, "farah", ["snapshot"])
        .Task("repoint", 8, "farah", ["snapshot"], task => task with { Deputy = deputy });

    private static Clash Find(Plan plan) => Clash.Of(
        plan, plan.Launch.Clock(), PlanChecks.Run(plan, PlanSource.None).Single(problem => problem.Rule == "person-double-booked"))!;

    private static IEnumerable<(ProposalKind, string, int, int, int)> Proposals(Plan plan, Clash clash) => clash.Proposals.Select(proposal =>
        (proposal.Kind, proposal.With, FromT0(plan, proposal.Start), FromT0(plan, proposal.Finish), FromT0(plan, proposal.End)));

    private static int FromT0(Plan plan, Instant instant) => (int)(instant - plan.Launch.Clock().T0).TotalMinutes;
}
