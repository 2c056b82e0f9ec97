using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;
using static Slipway.Planning.Tests.Runs.TaskDecisionsTests;

namespace Slipway.Planning.Tests.Runs;

public sealed class RunDecisionsTests
{
    [Fact]
    public void A_live_run_begins_only_with_the_service_owners_words()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("okoth", [Roles.ItOperations]).Task("load", 5, "farah").Build();
        var t0 = plan.Launch.Clock().T0;
        var planned = RunState.Of(plan).Evolve(new RunPlanned
        {
            Launch = "sample",
            PlanHash = "hash",
            Mode = RunMode.Live,
            T0 = t0,
            From = t0,
            To = t0,
            Received = t0,
            At = t0,
        });
        Assert.Equal("only-the-service-owner-begins", Begin("okoth", "sample live").Refused?.Rule);
        Assert.Equal("confirm-in-words", Begin("tessema", "yes").Refused?.Rule);
        Assert.IsType<RunBegun>(Assert.Single(Begin("tessema", " Sample LIVE ").Events));

        Decision Begin(string actor, string words) =>
            RunDecider.Decide(planned, new BeginRun { Actor = actor, Confirm = words, Now = t0, Received = t0 });
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(7)]
    public void A_live_runs_clock_is_the_real_one_whenever_it_is_begun(int minute)
    {
        var (planned, t0) = Live();
        var real = t0 + Duration.FromMinutes(minute);
        Assert.Equal(real, planned.NowAt(real));
        var begun = planned.Evolve(Begin(planned, real).Events);
        Assert.Equal(real, begun.Begun);
        Assert.Equal(real + Duration.FromMinutes(3), begun.NowAt(real + Duration.FromMinutes(3)));
    }

    [Fact]
    public void What_a_live_run_plays_waits_for_its_time_when_the_run_is_begun_early()
    {
        var (planned, t0) = Live();
        var early = t0 - Duration.FromMinutes(20);
        var begun = planned.Evolve(Begin(planned, early).Events);
        var start = new StartTask { Task = "load", Actor = "farah", Now = early, Received = early };
        Assert.Equal("not-before", RunDecider.Decide(begun, start).Refused?.Rule);
        Assert.Null(RunDecider.Decide(begun, start with { Now = t0, Received = t0 }).Refused);
        Assert.Equal(t0 + Duration.FromMinutes(5), RunForecast.Of(begun, early, 50).LikelyFinish);
    }

    private static (RunState Planned, Instant T0) Live()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah").Build();
        var t0 = plan.Launch.Clock().T0;
        return (RunState.Of(plan).Evolve(new RunPlanned
        {
            Launch = "sample",
            PlanHash = "hash",
            Mode = RunMode.Live,
            T0 = t0,
            From = t0,
            To = t0 + Duration.FromHours(4),
            Planned = plan.Forward.ToDictionary(task => task.Id, _ => new PlannedTimes(t0, t0 + Duration.FromMinutes(5))),
            At = t0 - Duration.FromHours(1),
            Received = t0 - Duration.FromHours(1),
        }), t0);
    }

    private static Decision Begin(RunState planned, Instant now) => RunDecider.Decide(
        planned, new BeginRun { Actor = "tessema", Confirm = "sample live", Now = planned.NowAt(now), Received = now });

    [Fact]
    public void A_run_is_complete_when_its_last_task_is_settled()
    {
        var run = RunBuilder.Begun(TwoTasks()).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal(RunStatus.Running, run.State.Status);
        run.StartAndFinish(5, 9, "osei", "count");
        Assert.Equal(RunStatus.Complete, run.State.Status);
        Assert.Equal(run.T0 + Duration.FromMinutes(9), run.State.Ended);
    }

    [Fact]
    public void A_milestone_is_reached_by_itself_when_what_is_before_it_is_done()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Milestone("open", ["load"], goLive: true).Task("tell", 5, "osei", after: ["open"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load").Act(6, "farah", new FinishTask { Task = "load", HappenedAt = plan.Launch.Clock().T0 + Duration.FromMinutes(5) });
        Assert.Equal(TaskState.Done, run.StateOf("open", 6));
        Assert.Equal(run.T0 + Duration.FromMinutes(5), run.State.Tasks["open"].Finished);
        Assert.Equal(TaskState.Ready, run.StateOf("tell", 6));
    }

    [Fact]
    public void A_blocked_milestone_is_reached_when_it_is_unblocked()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah").Milestone("open", ["load"], goLive: true).Task("tell", 5, "osei", after: ["open"]).Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load").Act(1, "tessema", new BlockTask { Task = "open", Reason = "The minister is late" }).Finish(5, "farah", "load");
        Assert.Equal(TaskState.Planned, run.State.Tasks["open"].Stored);
        Assert.Null(Milestones.NextDue(run.State));
        run.Act(8, RunCommand.Clock, new Tick());
        Assert.Equal(TaskState.Planned, run.State.Tasks["open"].Stored);
        Refused("waits-for", run.Start(9, "osei", "tell"));
        run.Act(12, "tessema", new UnblockTask { Task = "open", HappenedAt = run.T0 + Duration.FromMinutes(10) });
        Assert.Equal((TaskState.Done, run.T0 + Duration.FromMinutes(10)), (run.State.Tasks["open"].Stored, run.State.Tasks["open"].Finished));
    }

    [Fact]
    public void The_clock_reaches_a_milestone_that_waits_only_for_it()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Milestone("open", ["load FS+10"]).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load");
        Assert.Equal(TaskState.Waiting, run.StateOf("open", 14));
        run.Act(15, RunCommand.Clock, new Tick());
        Assert.Equal(TaskState.Done, run.StateOf("open", 15));
        Assert.Equal(RunStatus.Complete, run.State.Status);
    }

    [Fact]
    public void An_idle_stretch_of_a_rehearsal_is_skipped_and_said()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("status", 5, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(60) }).Build();
        var run = RunBuilder.Begun(plan);
        run.Act(-1, RunCommand.Clock, new Tick());
        Assert.Empty(run.State.Skipped);
        run.StartAndFinish(0, 5, "farah", "load").Act(6, RunCommand.Clock, new Tick());
        var skipped = Assert.Single(run.State.Skipped);
        Assert.Equal((run.T0 + Duration.FromMinutes(6), run.T0 + Duration.FromMinutes(60)), (skipped.From, skipped.To));
        Assert.Equal(run.T0 + Duration.FromMinutes(61), run.State.NowAt(run.T0 + Duration.FromMinutes(7)));
    }

    [Fact]
    public void A_stretch_in_which_only_machines_work_is_idle_until_they_can_be_done()
    {
        var plan = new PlanBuilder().Task("copy", null, "farah", with: task => task with { Attended = false, Takes = new Estimate(PlanDuration.FromMinutes(90), PlanDuration.FromMinutes(100), PlanDuration.FromMinutes(120)) }).Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "copy").Act(1, RunCommand.Clock, new Tick());
        var skipped = Assert.Single(run.State.Skipped);
        Assert.Equal(run.T0 + Duration.FromMinutes(90), skipped.To);
        // From then on it may be over at any moment, and somebody has to look.
        Assert.Single(run.Act(91, RunCommand.Clock, new Tick()).State.Skipped);
    }

    [Fact]
    public void What_waits_for_another_end_keeps_nobody_awake_but_who_works_does()
    {
        var plan = new PlanBuilder()
            .Task("copy", 100, "farah", with: task => task with { Attended = false })
            .Task("log", 5, "osei", after: ["copy FF"], with: task => task with { Attended = false })
            .Task("talk", 30, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(50) })
            .Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "copy").Start(0, "osei", "log").Act(10, RunCommand.Clock, new Tick());
        Assert.Equal(run.T0 + Duration.FromMinutes(50), Assert.Single(run.State.Skipped).To);
        Assert.Single(run.Start(50, "osei", "talk").Act(60, RunCommand.Clock, new Tick()).State.Skipped);
    }

    [Fact]
    public void No_idle_stretch_is_skipped_beyond_an_alarm()
    {
        var plan = new PlanBuilder().Task("load", 5, "farah").Task("status", 5, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(200) }).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 5, "farah", "load");
        var limit = new RunLimit(LimitKind.RollbackDeadline, run.T0 + Duration.FromMinutes(80), null);
        run.Act(6, RunCommand.Clock, new Tick { Limit = limit });
        Assert.Equal(run.T0 + Duration.FromMinutes(50), Assert.Single(run.State.Skipped).To);
        // The builder's clock does not skip along: this is the moment of the alarm, which has to be raised first.
        Assert.Single(run.Act(50, RunCommand.Clock, new Tick { Limit = limit }).State.Skipped);
        run.Act(50, RunCommand.Clock, new RaiseAlarm { Limit = limit }).Act(51, RunCommand.Clock, new Tick { Limit = limit });
        Assert.Equal(run.T0 + Duration.FromMinutes(65), run.State.Skipped[^1].To);
    }

    [Fact]
    public void The_clock_of_a_live_run_is_never_moved()
    {
        var plan = new PlanBuilder().Task("status", 5, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(60) }).Build();
        var run = RunBuilder.Begun(plan, RunMode.Live).Act(0, RunCommand.Clock, new Tick());
        Assert.Empty(run.State.Skipped);
    }

    [Fact]
    public void Cancelling_abandons_what_is_under_way()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah").Task("count", 5, "osei").Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load");
        Refused("only-leaders", run.Act(1, "farah", new CancelRun { Reason = "Enough" }));
        Accepted(run.Act(1, "tessema", new CancelRun { Reason = "Power cut in the whole town" }));
        Assert.Equal(TaskState.Abandoned, run.State.Tasks["load"].Stored);
        Assert.Equal(RunStatus.Cancelled, run.State.Status);
    }

    [Fact]
    public void Only_the_scribe_on_shift_or_an_administrator_acts_for_others()
    {
        var plan = new PlanBuilder().Person("wako").Person("lemma").Shift(-30, 60, "wako", "lemma").Shift(60, 240, "lemma", "wako").Task("load", 5, "farah").Build();
        var run = RunBuilder.Begun(plan);
        Refused("only-the-scribe-acts-for-others", run.Act(0, "wako", new StartTask { Task = "load", For = "farah" }));
        Accepted(run.Act(0, "lemma", new StartTask { Task = "load", For = "farah", Via = Via.Phone }));
        var started = Assert.IsType<TaskStarted>(run.Events[^1]);
        Assert.Equal(("lemma", "farah", Via.Phone), (started.Actor, started.For, started.Via));
        Refused("only-the-scribe-acts-for-others", run.Act(61, "lemma", new FinishTask { Task = "load", For = "farah" }));
        Accepted(run.Act(61, "token:ci", new FinishTask { Task = "load", For = "farah", ActorRoles = [Roles.Administrator] }));
    }

    [Fact]
    public void The_deputy_stands_in_everywhere_until_it_is_taken_back()
    {
        var plan = new PlanBuilder().Person("farah", deputy: "osei").Person("osei").Task("load", 5, "farah").Task("index", 5, "farah", after: ["load"]).Build();
        var run = RunBuilder.Begun(plan);
        Refused("not-your-task", run.Start(0, "osei", "load"));
        Accepted(run.Act(0, "farah", new Substitute { Person = "farah" }));
        Accepted(run.StartAndFinish(1, 2, "osei", "load"));
        Assert.Equal("osei", run.State.ResponsibleFor(run.State.Plan.Task("index")!, run.T0));
        run.Act(3, "farah", new EndSubstitution { Person = "farah" });
        Refused("not-your-task", run.Start(4, "osei", "index"));
    }

    [Fact]
    public void Nobody_stands_in_for_who_only_looks_on_unless_a_leader_says_so()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("minister", [Roles.Observer], deputy: "osei").Person("osei").Task("load", 5, "osei").Build();
        var run = RunBuilder.Begun(plan);
        Refused("observers-look-on", run.Act(0, "minister", new Substitute { Person = "minister" }));
        Accepted(run.Act(1, "tessema", new Substitute { Person = "minister" }));
    }

    [Fact]
    public void An_added_task_holds_what_has_to_wait_for_it_and_makes_no_cycle()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah").Task("count", 5, "osei", after: ["load"]).Build();
        var run = RunBuilder.Begun(plan);
        var added = new AddedTask
        {
            Title = "Compter les reçus",
            Owner = "farah",
            Deputy = "osei",
            Takes = Estimate.Exactly(PlanDuration.FromMinutes(4)),
            After = [new Link("load", LinkType.FinishToStart, PlanDuration.Zero)],
            Before = ["count"],
        };
        Refused("makes-a-cycle", run.Act(0, "tessema", new AddTask { Definition = added with { After = [new Link("count", LinkType.FinishToStart, PlanDuration.Zero)], Before = ["load"] } }));
        Accepted(run.Act(0, "tessema", new AddTask { Definition = added }));
        run.StartAndFinish(1, 5, "farah", "load");
        Refused("waits-for", run.Start(6, "osei", "count"));
        run.StartAndFinish(6, 9, "farah", "compter-les-recus");
        Accepted(run.Start(9, "osei", "count"));
    }

    [Fact]
    public void What_takes_no_time_has_no_duration_to_change()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Task("load", 5, "farah").Milestone("open", ["load"]).Gate("go", [], Roles.ServiceOwner, after: ["open"]).Build();
        var run = RunBuilder.Begun(plan);
        foreach (var task in new[] { "open", "go" })
            Refused("takes-no-time", run.Act(1, "tessema", new ChangeDuration { Task = task, Takes = Estimate.Exactly(PlanDuration.FromMinutes(7)) }));
        Accepted(run.Act(1, "tessema", new ChangeDuration { Task = "load", Takes = Estimate.Exactly(PlanDuration.FromMinutes(7)) }));
    }

    [Fact]
    public void An_added_task_is_taken_back_or_cannot_be_and_not_both()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("farah").Task("load", 5, "farah").Rollback("unload", 5, "farah").Build();
        var added = new AddedTask { Title = "Tell the hub", Owner = "farah", Deputy = "farah", Takes = Estimate.Exactly(PlanDuration.FromMinutes(7)), Undo = "unload" };
        var run = RunBuilder.Begun(plan);
        Refused("undo-or-no-return", run.Act(1, "tessema", new AddTask { Definition = added with { NoReturn = true } }));
        Accepted(run.Act(1, "tessema", new AddTask { Definition = added }));
    }

    [Fact]
    public void Nothing_is_handed_to_who_only_looks_on()
    {
        var plan = new PlanBuilder().Person("bo", [Roles.Observer]).Person("noor", [Roles.Observer, Roles.Scribe]).Task("load", 5, "farah").Build();
        var run = RunBuilder.Begun(plan);
        Refused("only-looks-on", run.Act(1, "farah", new HandOver { Task = "load", To = "bo" }));
        Accepted(run.Act(1, "farah", new HandOver { Task = "load", To = "noor" }));
    }

    [Fact]
    public void A_rollback_task_is_done_on_the_way_back_only()
    {
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner])
            .Task("load", 5, "farah", with: task => task with { Undo = new Undo.By("unload") }).Task("tell", 5, "farah", with: task => task with { Undo = new Undo.By("untell") })
            .Rollback("unload", 5, "farah").Rollback("untell", 5, "farah").Build();
        var run = RunBuilder.Begun(plan).Start(0, "farah", "load");
        Refused("only-on-the-way-back", run.Start(1, "farah", "unload"));
        Accepted(run.Act(2, "tessema", new RollBack { Reason = "Totals are off" }).Start(3, "farah", "unload"));
        Refused("task-not-in-this-run", run.Start(3, "farah", "untell"));
    }

    [Fact]
    public void Nothing_is_known_of_an_unknown_event() =>
        Assert.Throws<InvalidOperationException>(() => RunState.Of(TwoTasks()).Evolve(new Unheard()));

    private sealed record Unheard : RunEvent;
}
