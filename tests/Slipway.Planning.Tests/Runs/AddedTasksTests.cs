using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class AddedTasksTests
{
    private static readonly Plan Plan = new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") })
        .Task("count", 5, "osei", ["load"])
        .Task("switch", 5, "osei", ["count"], task => task with { Undo = new Undo.By("unswitch") })
        .Rollback("unload", 5, "farah")
        .Rollback("unswitch", 5, "farah")
        .Build();

    [Theory]
    [InlineData("Count the forms", "count-the-forms")]
    [InlineData("Count", "count-2")]
    [InlineData("Élégant", "elegant")]
    [InlineData("None", "none-2")]
    [InlineData("عدّ", "added")]
    public void Its_id_is_made_of_its_title_and_means_nothing_else(string title, string id) => Assert.Equal(id, AddedTasks.IdFor(title, Plan));

    [Fact]
    public void A_task_that_would_wait_for_itself_is_refused_with_the_cycle_named()
    {
        var run = Add(after: "switch", before: "count");
        Assert.Equal("makes-a-cycle", run.Refused?.Rule);
        Assert.Equal("task:count→task:switch→Look→task:count", run.Refused!.Values[1]);
    }

    [Fact]
    public void A_task_that_would_turn_the_way_back_upon_itself_is_refused_with_the_cycle_named()
    {
        // Between load and switch, but undone together with what comes before load: unload would wait for itself by way of unswitch.
        var run = Add(after: "switch", before: null, undo: "unload");
        Assert.Equal("makes-a-rollback-cycle", run.Refused?.Rule);
        Assert.Contains("task:unswitch", run.Refused!.Values[1], StringComparison.Ordinal);
        Assert.Contains("task:unload", run.Refused.Values[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_between_two_others_is_added()
    {
        var run = Add(after: "load", before: "count");
        Assert.Null(run.Refused);
        Assert.Contains(run.State.Plan.Task("count")!.After, link => link.Predecessor == "look");
    }

    private static RunBuilder Add(string after, string? before, string? undo = null) =>
        RunBuilder.Begun(Plan).Act(0, "tessema", new AddTask
        {
            Definition = new AddedTask
            {
                Title = "Look",
                Owner = "farah",
                Deputy = "osei",
                Takes = Estimate.Exactly(PlanDuration.FromMinutes(5)),
                After = [PlanBuilder.ParseLink(after)],
                Before = before is null ? [] : [before],
                Undo = undo,
            },
        });
}
