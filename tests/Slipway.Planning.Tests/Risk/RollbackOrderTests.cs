using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Risk;

public sealed class RollbackOrderTests
{
    [Fact]
    public void Takes_back_in_the_reverse_order() =>
        Assert.Equal("un-a after un-b, un-b after un-c, un-c", Text(Derive(Chain(), "a", "b", "c")));

    [Fact]
    public void Takes_back_only_what_started() =>
        Assert.Equal("un-a after un-b, un-b", Text(Derive(Chain(), "a", "b")));

    [Fact]
    public void Waits_through_tasks_with_nothing_to_take_back()
    {
        var plan = new PlanBuilder()
            .Task("a", 1, with: By("un-a")).Task("look", 1, after: ["a"]).Milestone("point", ["look"]).Task("b", 1, after: ["point SS+5"], with: By("un-b"))
            .Rollback("un-a", 1).Rollback("un-b", 1).Build();
        Assert.Equal("un-a after un-b, un-b", Text(Derive(plan, "a", "b")));
    }

    [Fact]
    public void A_rollback_task_that_several_name_runs_once_after_all_that_follows_them()
    {
        var plan = new PlanBuilder()
            .Task("a", 1, with: By("restore")).Task("b", 1, after: ["a"], with: By("restore"))
            .Task("c", 1, after: ["a"], with: By("un-c")).Task("d", 1, after: ["b"], with: By("un-d"))
            .Rollback("restore", 1).Rollback("un-c", 1).Rollback("un-d", 1).Build();
        Assert.Equal("restore after un-c un-d, un-c, un-d", Text(Derive(plan, "a", "b", "c", "d")));
        Assert.Equal("restore", Text(Derive(plan, "b")));
    }

    [Fact]
    public void A_rollback_task_that_none_names_runs_always_and_keeps_its_own_after()
    {
        var plan = new PlanBuilder().Task("a", 1, with: By("un-a"))
            .Rollback("tell", 1).Rollback("un-a", 1, after: ["tell SS+2"]).Rollback("closing", 1, after: ["un-a"]).Build();
        Assert.Equal("tell, un-a after tell SS+2m, closing after un-a", Text(Derive(plan, "a")));
        // Without un-a, closing still comes after what un-a waits for.
        Assert.Equal("tell, closing after tell", Text(Derive(plan)));
    }

    [Fact]
    public void A_cycle_between_the_order_and_after_is_named()
    {
        var plan = new PlanBuilder().Task("a", 1, with: By("un-a")).Task("b", 1, after: ["a"], with: By("un-b"))
            .Rollback("un-a", 1).Rollback("un-b", 1, after: ["un-a"]).Build();
        var order = Derive(plan, "a");
        Assert.Empty(order.Tasks);
        Assert.Equal(["un-a", "un-b"], order.Cycle.Order());
    }

    [Fact]
    public void A_forward_cycle_and_an_undo_that_does_not_exist_do_no_harm()
    {
        var plan = new PlanBuilder().Task("a", 1, after: ["b"], with: By("nothing")).Task("b", 1, after: ["a"], with: By("un-b")).Rollback("un-b", 1).Build();
        Assert.Equal("un-b", Text(Derive(plan, "a", "b")));
    }

    [Fact]
    public void Says_what_comes_from_the_forward_order_alone()
    {
        var plan = new PlanBuilder().Task("a", 1, with: By("un-a")).Task("b", 1, after: ["a"], with: By("un-b"))
            .Rollback("un-a", 1, after: ["tell"]).Rollback("un-b", 1).Rollback("tell", 1).Build();
        var derived = RollbackOrder.OfEverything(plan).Derived;
        Assert.Equal(["un-b"], derived["un-a"]);
        Assert.Empty(derived["un-b"]);
    }

    internal static Func<PlanTask, PlanTask> By(string rollback) => task => task with { Undo = new Undo.By(rollback) };

    private static Plan Chain() => new PlanBuilder()
        .Task("a", 1, with: By("un-a")).Task("b", 1, after: ["a"], with: By("un-b")).Task("c", 1, after: ["b"], with: By("un-c"))
        .Rollback("un-a", 1).Rollback("un-b", 1).Rollback("un-c", 1).Build();

    private static RollbackOrder Derive(Plan plan, params string[] started) => RollbackOrder.Derive(plan, started);

    private static string Text(RollbackOrder order) => string.Join(", ", order.Tasks.Select(task =>
        task.After.Count == 0 ? task.Id : $"{task.Id} after {string.Join(' ', task.After)}"));
}
