using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Plans;

public sealed class PlanDifferenceTests
{
    private static readonly Plan Before = new PlanBuilder()
        .Person("farah").Person("osei")
        .Team("dba", ["farah"], [PlanBuilder.Hours(8, 16, IsoDayOfWeek.Monday)])
        .Shift(-30, 120, "farah", "osei")
        .Task("freeze", 5, "farah")
        .Task("load", 12, "farah", ["freeze"])
        .Task("check", 5, "osei", ["load"])
        .Gate("go", ["farah"], "osei", ["check"], [new Criterion("totals", LocalizedText.Of("Totals"), true, new CriterionTest.TaskDone("check"))])
        .Rollback("unload", 6, "osei")
        .Build();

    [Fact]
    public void Finds_nothing_between_a_plan_and_itself() => Assert.Empty(PlanDifference.Between(Before, Before));

    [Fact]
    public void Tells_a_changed_field_before_and_after() =>
        Assert.Equal(
            [new PlanChange(ChangeKind.Changed, ChangeSubject.Task, "load", "takes", "12m", "14m", "forward/1/takes")],
            Between(task => task.Id == "load" ? task with { Takes = Estimate.Exactly(PlanDuration.FromMinutes(14)) } : task));

    [Fact]
    public void Tells_what_came_and_what_went()
    {
        Assert.Equal(["Added Task load deputy:  > osei"], Words(Between(task => task.Id == "load" ? task with { Deputy = "osei" } : task)));
        Assert.Equal(["Removed Task check owner: osei > "], Words(Between(task => task.Id == "check" ? task with { Owner = null } : task)));
    }

    [Fact]
    public void Tells_each_language_of_a_text()
    {
        var french = LocalizedText.Of([new("en", "load"), new("fr", "Charger")]);

        Assert.Equal(
            ["Added Task load title/en:  > load", "Added Task load title/fr:  > Charger", "Removed Task load title: load > "],
            Words(Between(task => task.Id == "load" ? task with { Title = french } : task)));
    }

    [Fact]
    public void Tells_links_one_by_one()
    {
        Link[] links = [new("freeze", LinkType.StartToStart, PlanDuration.FromMinutes(5)), new("check", LinkType.FinishToStart, PlanDuration.Zero)];

        Assert.Equal(
            ["Changed Task load after: freeze > freeze SS+5m", "Added Task load after:  > check"],
            Words(Between(task => task.Id == "load" ? task with { After = links } : task)));
    }

    [Fact]
    public void Tells_tasks_that_were_added_removed_and_moved()
    {
        var after = Before with { Forward = [Before.Forward[2], Before.Forward[0], Before.Forward[1], Before.Forward[0] with { Id = "thaw" }] };

        Assert.Equal(
            ["Moved Task check: load > ", "Added Task thaw:  > ", "Removed Task go:  > "],
            Words(PlanDifference.Between(Before, after)));
    }

    [Fact]
    public void Tells_what_changed_in_a_gate_and_in_the_launch()
    {
        var gate = Before.Forward[3].Gate!;
        var after = Before with
        {
            Launch = Before.Launch with { Window = Before.Launch.Window with { Closes = PlanBuilder.Minutes(300) }, People = [Before.Launch.People[0] with { Phone = "1" }, .. Before.Launch.People.Skip(1)] },
            Forward = [.. Before.Forward.Take(3), Before.Forward[3] with { Gate = gate with { Quorum = 1, Criteria = [gate.Criteria[0] with { Must = false }] } }],
        };

        Assert.Equal(
            [
                "Changed Launch  window/closes: T+4h > T+5h",
                "Changed Person farah phone: +253 77 00 00 00 > 1",
                "Changed Task go quorum: all > 1",
                "Changed Task go criteria/totals/must: true > false",
            ],
            Words(PlanDifference.Between(Before, after)));
    }

    [Fact]
    public void Tells_that_only_the_order_of_a_list_changed()
    {
        var first = Before with { Workstreams = ["data", "payments"] };

        Assert.Equal(["Moved Launch  workstreams: data, payments > payments, data"], Words(PlanDifference.Between(first, first with { Workstreams = ["payments", "data"] })));
    }

    [Fact]
    public void Keeps_two_tasks_with_the_same_id_apart()
    {
        var twice = Before with { Forward = [.. Before.Forward, Before.Forward[0] with { Owner = "osei" }] };

        Assert.Equal(["Added Task freeze#2:  > "], Words(PlanDifference.Between(Before, twice with { Rollback = Before.Rollback })));
    }

    private static IReadOnlyList<PlanChange> Between(Func<PlanTask, PlanTask> edit) => PlanDifference.Between(Before, Before with { Forward = [.. Before.Forward.Select(edit)] });

    private static IEnumerable<string> Words(IEnumerable<PlanChange> changes) =>
        changes.Select(change => $"{change.Kind} {change.Subject} {change.Id}{(change.Field is null ? "" : $" {change.Field}")}: {change.Before} > {change.After}");
}
