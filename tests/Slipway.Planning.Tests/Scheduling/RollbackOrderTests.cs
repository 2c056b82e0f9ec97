using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class RollbackOrderTests
{
    [Fact]
    public void A_rollback_task_waits_for_that_of_what_was_started_after_its_forward_task()
    {
        var order = Derive(Chain(), "a", "b", "c");
        Assert.Equal(["un-b"], Waits(order, "un-a"));
        Assert.Equal(["un-c"], Waits(order, "un-b"));
        Assert.Empty(Waits(order, "un-c"));
    }

    [Fact]
    public void It_waits_across_forward_tasks_that_have_nothing_to_take_back()
    {
        var plan = new PlanBuilder().Task("a", 1, "p", with: Undone("un-a")).Task("look", 1, "p", after: ["a"], with: task => task with { Undo = new Undo.Nothing() })
            .Task("c", 1, "p", after: ["look"], with: Undone("un-c")).Rollback("un-a", 1, "p").Rollback("un-c", 1, "p").Build();
        Assert.Equal(["un-c"], Waits(Derive(plan, "a", "look", "c"), "un-a"));
    }

    [Fact]
    public void One_that_several_forward_tasks_name_runs_once_and_one_that_none_names_always()
    {
        var plan = new PlanBuilder().Task("a", 1, "p", with: Undone("restore")).Task("b", 1, "p", after: ["a"], with: Undone("restore"))
            .Task("c", 1, "p", after: ["b"], with: Undone("un-c")).Rollback("restore", 1, "p").Rollback("un-c", 1, "p").Rollback("tell", 1, "p").Build();
        var order = Derive(plan, "a", "b", "c");
        Assert.Equal(["restore", "tell", "un-c"], order.Links.Keys.Order());
        Assert.Equal(["un-c"], Waits(order, "restore"));
        Assert.Equal(["tell"], Derive(plan).Links.Keys);
    }

    [Fact]
    public void A_contradiction_with_its_own_after_is_a_cycle()
    {
        var plan = new PlanBuilder().Task("a", 1, "p", with: Undone("un-a")).Task("b", 1, "p", after: ["a"], with: Undone("un-b"))
            .Rollback("un-a", 1, "p").Rollback("un-b", 1, "p", after: ["un-a"]).Build();
        Assert.Equal(["un-a", "un-b"], Derive(plan, "a", "b").Cycle.Order());
        Assert.Empty(Derive(plan, "a").Cycle);
    }

    private static Plan Chain() => new PlanBuilder()
        .Task("a", 1, "p", with: Undone("un-a")).Task("b", 1, "p", after: ["a"], with: Undone("un-b")).Task("c", 1, "p", after: ["b"], with: Undone("un-c"))
        .Rollback("un-a", 1, "p").Rollback("un-b", 1, "p").Rollback("un-c", 1, "p").Build();

    private static Func<PlanTask, PlanTask> Undone(string by) => task => task with { Undo = new Undo.By(by) };

    private static RollbackOrder Derive(Plan plan, params string[] started) => RollbackOrder.Derive(plan, started.ToHashSet());

    private static IEnumerable<string> Waits(RollbackOrder order, string task) => order.Links[task].Select(link => link.Predecessor).Order();
}
