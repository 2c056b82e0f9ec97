using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class RunForecastTests
{
    [Fact]
    public void Who_stands_in_for_somebody_does_one_task_after_the_other()
    {
        var run = RunBuilder.Begun(Two("farah", "osei"));
        Assert.Equal(30, FinishOf(run, 0));
        Assert.Equal(60, FinishOf(run.Act(0, "tessema", new Substitute { Person = "farah", By = "osei" }), 0));
        Assert.Equal(30, FinishOf(run.Act(0, "tessema", new EndSubstitution { Person = "farah" }), 0));
    }

    [Fact]
    public void Who_stands_in_for_the_holder_of_a_role_does_its_tasks_too()
    {
        var run = RunBuilder.Begun(Two(Roles.ItOperations, "osei")).Act(0, "tessema", new Substitute { Person = "noor", By = "osei" });
        Assert.Equal(60, FinishOf(run, 0));
    }

    [Fact]
    public void Whom_a_task_was_handed_to_does_it_beside_nothing_else()
    {
        var run = RunBuilder.Begun(Two("farah", "osei")).Act(0, "farah", new HandOver { Task = "a", To = "osei" });
        Assert.Equal(60, FinishOf(run, 0));
    }

    [Fact]
    public void Who_started_a_task_is_taken_by_it_and_its_owner_is_free()
    {
        var run = RunBuilder.Begun(Two("farah", "osei")).Start(0, "tessema", "a");
        Assert.Null(run.Refused);
        Assert.Equal(30, FinishOf(run, 0));
        // Tessema leads, and does farah's a: his own c waits for it.
        Assert.Equal(60, FinishOf(RunBuilder.Begun(Two("farah", "tessema")).Start(0, "tessema", "a"), 0));
        Assert.Equal(60, FinishOf(RunBuilder.Begun(Two("farah", "farah")), 0));
        Assert.Equal(30, FinishOf(RunBuilder.Begun(Two("farah", "farah")).Start(0, "tessema", "a"), 0));
    }

    [Fact]
    public void Whom_a_task_was_handed_to_while_it_goes_on_is_taken_by_it()
    {
        var run = RunBuilder.Begun(Two("farah", "osei")).Start(0, "farah", "a").Act(0, "farah", new HandOver { Task = "a", To = "osei" });
        Assert.Equal(60, FinishOf(run, 0));
    }

    [Fact]
    public void Those_who_do_a_task_together_are_taken_by_their_stand_ins()
    {
        var plan = Two("farah", "osei", with: task => task with { Who = ["farah", "noor"], StartBy = Attendance.Any });
        var run = RunBuilder.Begun(plan).Act(0, "tessema", new Substitute { Person = "noor", By = "osei" });
        Assert.Equal(60, FinishOf(run, 0));
        Assert.Equal(60, FinishOf(run.Start(0, "farah", "a"), 0));
    }

    [Fact]
    public void What_is_in_progress_ends_no_sooner_than_the_links_to_its_finish_allow()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("farah").Person("osei")
            .Task("move", 60, "farah")
            .Task("note", 5, "osei", after: ["move FF+30"])
            .Task("tell", 10, "osei", after: ["note"])
            .Build());
        Assert.Equal(100, FinishOf(run, 0));
        Assert.Equal(100, FinishOf(run.Start(0, "farah", "move").Start(0, "osei", "note"), 0));
        var forecast = ForecastOf(run, 0);
        Assert.Equal(100, (forecast.Forward!.Finish.P50 - run.T0).TotalMinutes, 1);
        Assert.Equal(["move", "note", "tell"], forecast.Forward.Tasks.Where(task => task.Criticality == 1).Select(task => task.Id));
        Assert.Equal(110, FinishOf(run, 70));
    }

    [Fact]
    public void On_the_way_back_too_what_is_in_progress_ends_no_sooner_than_the_links_to_its_finish_allow()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("farah").Person("osei")
            .Task("a", 5, "farah", with: task => task with { Undo = new Undo.By("un-a") })
            .Task("b", 5, "osei", with: task => task with { Undo = new Undo.By("un-b") })
            .Task("watch", 60, "tessema")
            .Rollback("un-a", 60, "farah")
            .Rollback("un-b", 5, "osei", after: ["un-a FF+10"])
            .Rollback("un-c", 10, "osei", after: ["un-b"])
            .Build()).StartAndFinish(0, 5, "farah", "a").StartAndFinish(0, 5, "osei", "b");
        run.Act(10, "tessema", new RollBack { Reason = "Stop" });
        Assert.Equal(90, FinishOf(run, 10));
        Assert.Equal(90, FinishOf(run.Start(10, "farah", "un-a").Start(10, "osei", "un-b"), 10));
    }

    [Fact]
    public void Who_stands_in_on_the_way_back_takes_back_one_thing_after_the_other()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Shift(-30, 240, "tessema")
            .Task("a", 30, "farah", with: task => task with { Undo = new Undo.By("un-a") })
            .Task("b", 30, "osei", with: task => task with { Undo = new Undo.By("un-b") })
            .Rollback("un-a", 20, "farah").Rollback("un-b", 20, "osei").Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "a").Start(0, "osei", "b");
        Assert.Equal(Duration.FromMinutes(20), ForecastOf(run, 1).IfRolledBackNow!.P80);
        Assert.Equal(run.T0 + Duration.FromMinutes(200), ForecastOf(run, 1).RollbackDeadline);
        run.Act(1, "tessema", new Substitute { Person = "farah", By = "osei" });
        Assert.Equal(Duration.FromMinutes(40), ForecastOf(run, 1).IfRolledBackNow!.P80);
        Assert.Equal(run.T0 + Duration.FromMinutes(180), ForecastOf(run, 1).RollbackDeadline);
        run.Act(1, "tessema", new RollBack { Reason = "Totals are off" });
        Assert.Equal(Duration.FromMinutes(40), ForecastOf(run, 1).Back!.P80);
    }

    [Fact]
    public void A_rollback_task_that_only_tasks_outside_the_segment_name_is_no_part_of_the_way_back()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Shift(-30, 240, "tessema")
            .Task("load", 30, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Task("train", 30, "farah", after: ["load"], with: task => task with { Phase = Phase.Stabilise, Undo = new Undo.By("untrain") })
            .Rollback("unload", 20, "farah").Rollback("untrain", 100, "farah").Rollback("tell", 5, "farah", after: ["unload"])
            .Build();
        var run = RunBuilder.Begun(plan, outside: ["train"]).Start(0, "farah", "load");
        Assert.Equal(Duration.FromMinutes(25), ForecastOf(run, 1).IfRolledBackNow!.P80);
        Assert.Equal(run.T0 + Duration.FromMinutes(240 - 20 - 25), ForecastOf(run, 1).RollbackDeadline);
        run.Act(1, "tessema", new RollBack { Reason = "Totals are off" });
        Assert.Equal(["load", "tell", "unload"], run.State.Tasks.Keys.Order());
        Assert.Equal(Duration.FromMinutes(25), ForecastOf(run, 1).Back!.P80);
    }

    [Fact]
    public void What_waits_for_a_rollback_task_outside_the_segment_waits_for_what_that_would_have_waited_for()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Shift(-30, 240, "tessema")
            .Task("load", 30, "farah", with: task => task with { Undo = new Undo.By("unload") })
            .Task("train", 30, "farah", after: ["load"], with: task => task with { Phase = Phase.Stabilise, Undo = new Undo.By("untrain") })
            .Rollback("unload", 20, "farah").Rollback("untrain", 100, "farah", after: ["call"])
            .Rollback("call", 7, "osei").Rollback("tell", 5, "noor", after: ["untrain"])
            .Build();
        var run = RunBuilder.Begun(plan, outside: ["train"]).Start(0, "farah", "load");
        var forecast = ForecastOf(run, 1);
        run.Act(1, "tessema", new RollBack { Reason = "Totals are off" });
        Assert.Equal(run.State.Tasks.Values.Count(record => record.Id != "load"), forecast.IfRolledBackNow!.Tasks.Count);
        var begins = run.T0 + Duration.FromMinutes(1);
        Assert.All(forecast.IfRolledBackNow.Schedule.Tasks, task => Assert.Equal(run.State.Planned[task.Id], new PlannedTimes(task.PlannedStart, task.PlannedFinish)));
        // unload waits for untrain, and so for call.
        Assert.Equal(begins + Duration.FromMinutes(27), forecast.IfRolledBackNow.Schedule.Finish);
    }

    private static double FinishOf(RunBuilder run, double minute) => (ForecastOf(run, minute).LikelyFinish - run.T0).TotalMinutes;

    private static RunForecast ForecastOf(RunBuilder run, double minute)
    {
        Assert.Null(run.Refused);
        return RunForecast.Of(run.State, run.T0 + Duration.FromMinutes(minute), 10);
    }

    /// <summary>Two attended tasks of half an hour each, with nothing between them.</summary>
    private static Plan Two(string first, string second, Func<PlanTask, PlanTask>? with = null) => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner]).Person("noor", [Roles.ItOperations]).Person("osei").Person("farah")
        .Shift(-30, 240, "tessema")
        .Task("a", 30, first, with: with)
        .Task("b", 30, second)
        .Build();
}
