using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class AutopilotTests
{
    [Fact]
    public void It_plays_a_plan_to_its_end_through_the_same_decisions()
    {
        var (run, _) = Play(Full(), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.All(run.Tasks.Values, record => Assert.Equal(TaskState.Done, record.Stored));
        Assert.Equal(2, run.Tasks["go"].Gate!.Decisions[0].Evidence.Votes.Count);
        Assert.Equal("noor", run.Tasks["load"].VerifiedBy);
    }

    [Fact]
    public void With_likely_durations_it_keeps_the_planned_times()
    {
        var plan = Full();
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());
        var (run, _) = Play(plan, (task, _) => Likely(task));
        Assert.All(schedule.Tasks, task => Assert.Equal((task.PlannedStart, task.PlannedFinish), (run.Tasks[task.Id].Started!.Value, run.Tasks[task.Id].Finished!.Value)));
    }

    [Fact]
    public void An_unmet_must_criterion_makes_the_decider_go_back()
    {
        var plan = Full(must: new CriterionTest.InsideWindow(0.8));
        var (run, events) = Play(plan, (task, _) => Likely(task), new KnownForecast { InsideWindow = 0.5 });
        Assert.Equal(RunStatus.RolledBack, run.Status);
        Assert.Equal(GateOutcome.NoGoRollBack, events.OfType<GateDecided>().Single().Outcome);
        Assert.Equal(TaskState.Done, run.Tasks["unload"].Stored);
    }

    [Fact]
    public void Who_started_a_task_of_the_manager_on_shift_ends_it_though_the_shift_is_over()
    {
        var (run, _) = Play(TwoShifts(plan => plan.Task("call", 20, Roles.CutoverManager, with: task => task with { NotBefore = PlanBuilder.Minutes(10) })), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal(("haile", "haile"), (run.Tasks["call"].Starters.Single(), run.Tasks["call"].Finishers.Single()));
    }

    [Fact]
    public void A_task_that_waits_for_its_manager_beyond_his_shift_falls_to_the_next()
    {
        var (run, _) = Play(TwoShifts(plan => plan.Task("write", 25, "haile").Task("call", 5, Roles.CutoverManager)), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal("moussa", run.Tasks["call"].Starters.Single());
    }

    [Fact]
    public void It_goes_on_after_somebody_acted_hours_ahead_of_it()
    {
        var plan = TwoShifts(plan => plan
            .Task("call", 5, Roles.CutoverManager)
            .Gate("go", [Roles.CutoverManager], Roles.CutoverManager, after: ["call"], criteria: [new Criterion("done", LocalizedText.Of("Done"), true, new CriterionTest.TaskDone("call"))])
            .Task("open", 5, Roles.CutoverManager, after: ["go"]));
        var run = Planned(plan);
        var late = run.From + Duration.FromHours(2);
        foreach (var command in new RunCommand[] { new BeginRun { Actor = RunCommand.Clock, Via = Via.Clock }, new Comment { Actor = "haile", Text = "Is anybody there?" } })
            run = run.Evolve(RunDecider.Decide(run, command with { Now = late, Received = late }).Events);
        var autopilot = new Autopilot((task, _) => Likely(task), (_, _) => null);
        while (autopilot.Next(run) is { } next)
        {
            var decision = RunDecider.Decide(run, next.Act with { Now = next.At, Received = next.At });
            Assert.Null(decision.Refused);
            run = run.Evolve(decision.Events);
        }
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal("moussa", run.Tasks["call"].Starters.Single());
    }

    [Fact]
    public void A_task_that_is_refused_keeps_nobody_else_from_working()
    {
        var plan = Full();
        var run = Planned(plan);
        run = run.Evolve(RunDecider.Decide(run, new BeginRun { Actor = RunCommand.Clock, Via = Via.Clock, Now = run.From, Received = run.From }).Events);
        var autopilot = new Autopilot((task, _) => Likely(task), (_, _) => null);
        var first = autopilot.Next(run)!.Value.Act.Task;
        var second = autopilot.Next(run, without: new HashSet<string> { first })!.Value.Act.Task;
        Assert.Equal(["load", "watch"], new[] { first, second }.Order());
    }

    [Fact]
    public void Nobody_does_two_attended_tasks_at_once() => Plans.Sample(plan =>
    {
        var (run, _) = Play(plan, (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        var attended = run.Tasks.Values.Where(record => plan.Task(record.Id)!.Attended).ToList();
        foreach (var person in plan.Launch.People)
        {
            var inOrder = attended.Where(record => Takes(record, person)).OrderBy(record => record.Started).ThenBy(record => record.Finished).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.Finished <= pair.Second.Started));
        }

        bool Takes(TaskRecord record, Person person) =>
            plan.Task(record.Id) is var task && record.Starters.Contains(person.Id)
            || (task!.Who.Count > 0 && task.Who.Append(task.Owner).Any(name => name == person.Id || person.Roles.Contains(name!)));
    });

    [Fact]
    public void Nobody_begins_what_cannot_end_before_something_else_that_he_has_to_do()
    {
        var (run, _) = Play(new PlanBuilder().Person("farah").Person("osei")
            .Task("wait", 10, "osei")
            .Task("move", 5, "farah", after: ["wait"])
            .Task("note", 3, "farah", after: ["move FF"])
            .Build(), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal([0, 10, 15], Starts(run, "wait", "move", "note"));
    }

    [Fact]
    public void What_must_not_end_before_something_else_is_begun_in_time_for_that_and_no_sooner()
    {
        var (run, _) = Play(new PlanBuilder().Person("osei")
            .Task("copy", 30, "osei", with: task => task with { Attended = false })
            .Task("check", 10, "osei", after: ["copy SS+5", "copy FF+5"])
            .Task("call", 5, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(10) })
            .Build(), (task, _) => Likely(task));
        Assert.Equal([0, 25, 10], Starts(run, "copy", "check", "call"));
        Assert.Equal(run.T0 + Duration.FromMinutes(35), run.Tasks["check"].Finished);
    }

    [Fact]
    public void A_blocked_gate_is_voted_on_and_decided_only_when_it_is_unblocked()
    {
        var run = RunBuilder.Begun(new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Person("okoth", [Roles.ItOperations])
                .Gate("go", [Roles.ItOperations], Roles.ServiceOwner)
                .Build())
            .Act(0, "tessema", new BlockTask { Task = "go", Reason = "Legal review" });
        Assert.Null(run.Refused);
        var autopilot = new Autopilot((task, _) => Likely(task), (_, _) => null);
        var vote = Assert.IsType<Vote>(autopilot.Next(run.State)!.Value.Act);
        run.Act(1, vote.Actor, vote);
        Assert.Null(autopilot.Next(run.State));
        run.Act(2, "tessema", new UnblockTask { Task = "go" });
        Assert.IsType<DecideGate>(autopilot.Next(run.State)!.Value.Act);
    }

    [Fact]
    public void A_role_verifies_through_a_holder_who_did_not_do_it_himself()
    {
        var (run, _) = Play(new PlanBuilder().Person("okoth", [Roles.ItOperations]).Person("wako", [Roles.ItOperations])
            .Task("move", 10, "okoth", with: task => task with { VerifiedBy = Roles.ItOperations })
            .Build(), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal("wako", run.Tasks["move"].VerifiedBy);
    }

    [Fact]
    public void What_the_manager_on_shift_did_himself_the_next_one_verifies()
    {
        var (run, _) = Play(TwoShifts(plan => plan.Task("call", 5, "haile", with: task => task with { VerifiedBy = Roles.CutoverManager })), (task, _) => Likely(task));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal("moussa", run.Tasks["call"].VerifiedBy);
    }

    [Fact]
    public void A_task_that_several_do_together_starts_when_all_of_them_are_free_though_one_may_say_so()
    {
        var plan = new PlanBuilder().Person("farah").Person("osei", [Roles.ItOperations])
            .Task("write", 10, "osei")
            .Task("move", 10, "farah", with: task => task with { Who = ["farah", Roles.ItOperations], NotBefore = PlanBuilder.Minutes(5) })
            .Task("tell", 10, "osei", with: task => task with { NotBefore = PlanBuilder.Minutes(12) })
            .Build();
        var (run, _) = Play(plan, (task, _) => Likely(task));
        Assert.Equal([0, 10, 20], new[] { "write", "move", "tell" }.Select(task => (run.Tasks[task].Started!.Value - run.T0).TotalMinutes));
    }

    [Fact]
    public void Who_stands_in_does_what_he_does_together_with_others_and_nothing_else()
    {
        var plan = new PlanBuilder().Person("farah").Person("osei").Person("noor").Person("tessema", [Roles.ServiceOwner])
            .Task("move", 10, "farah", with: task => task with { Who = ["farah", "osei"], StartBy = Attendance.All, EndBy = Attendance.All })
            .Task("tell", 10, "noor")
            .Build();
        var planned = Planned(plan).Evolve(new PersonSubstituted { Person = "osei", By = "noor" });
        var (run, _) = Rehearsal.Play(planned, new Autopilot((task, _) => Likely(task), (_, _) => null));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal(["farah", "noor"], run.Tasks["move"].Starters);
        Assert.Equal([0, 10], new[] { "move", "tell" }.Select(task => (run.Tasks[task].Started!.Value - run.T0).TotalMinutes));
    }

    [Fact]
    public void A_role_is_played_by_a_holder_who_does_not_do_the_task_in_his_own_name()
    {
        var plan = new PlanBuilder().Person("okoth", [Roles.ItOperations]).Person("wako", [Roles.ItOperations])
            .Task("move", 10, "okoth", with: task => task with { Who = [Roles.ItOperations, "okoth"], StartBy = Attendance.All, EndBy = Attendance.All })
            .Build();
        var (run, _) = Rehearsal.Play(Planned(plan), new Autopilot((task, _) => Likely(task), (_, _) => null));
        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal(["okoth", "wako"], run.Tasks["move"].Starters);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    public void While_the_run_is_paused_it_votes_and_decides_nothing(double insideWindow)
    {
        var asked = 0;
        var autopilot = new Autopilot((task, _) => Likely(task), (_, _) =>
        {
            asked++;
            return new KnownForecast { InsideWindow = insideWindow };
        });
        var plan = new PlanBuilder().Person("tessema", [Roles.ServiceOwner]).Shift(-30, 240, "tessema")
            .Gate("go", [Roles.ServiceOwner], Roles.ServiceOwner, criteria: [new Criterion("window", LocalizedText.Of("Window"), true, new CriterionTest.InsideWindow(0.8))])
            .Build();
        var run = Do(Planned(plan), new BeginRun { Actor = RunCommand.Clock, Via = Via.Clock });
        run = Do(run, new PauseRun { Actor = "tessema", Reason = "Lunch" });
        run = Do(run, Assert.IsType<Vote>(autopilot.Next(run)!.Value.Act));
        Assert.Null(autopilot.Next(run));
        Assert.Equal(0, asked);
        run = Do(run, new ResumeRun { Actor = "tessema" });
        Assert.Equal(insideWindow > 0.8 ? GateOutcome.Go : GateOutcome.NoGoRollBack, Assert.IsType<DecideGate>(autopilot.Next(run)!.Value.Act).Outcome);

        static RunState Do(RunState run, RunCommand command)
        {
            var decision = RunDecider.Decide(run, command with { Now = run.From, Received = run.From });
            Assert.Null(decision.Refused);
            return run.Evolve(decision.Events);
        }
    }

    [Fact]
    public void Every_event_follows_from_the_one_before_and_plays_back_to_the_same_run() => Plans.Sample(plan =>
    {
        var (run, events) = Play(plan, (task, _) => Likely(task));
        var again = Planned(plan).Evolve(events);
        Assert.Equal(run.Version, again.Version);
        Assert.Equal(run.Tasks.Values.Select(record => (record.Id, record.Stored, record.Finished)).Order(), again.Tasks.Values.Select(record => (record.Id, record.Stored, record.Finished)).Order());
    });

    private static IEnumerable<double> Starts(RunState run, params string[] tasks) =>
        tasks.Select(task => (run.Tasks[task].Started!.Value - run.T0).TotalMinutes);

    private static readonly Gen<Plan> Plans = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int[0, 1000]).Select((count, people, seed) =>
    {
        var random = new Random(seed);
        var builder = new PlanBuilder().Person("osei", [Roles.ItOperations]);
        Attendance[] attendances = [Attendance.Any, Attendance.All, new(AttendanceRule.Number, 2)];
        for (var i = 0; i < count; i++)
        {
            var after = Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"t{j}").ToArray();
            builder.Task($"t{i}", random.Next(1, 20), $"p{random.Next(people)}", after, task => task with
            {
                Attended = random.Next(4) > 0,
                Who = random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, 3).Where(_ => random.Next(2) == 0).Select(person => person < people ? $"p{person}" : Roles.ItOperations)],
                StartBy = attendances[random.Next(3)],
                EndBy = random.Next(4) == 0 ? Attendance.Starter : attendances[random.Next(3)],
            });
        }
        return builder.Build();
    });

    private static Duration Likely(PlanTask task) => task.Takes?.Likely.Nominal ?? Duration.Zero;

    private static (RunState Run, IReadOnlyList<RunEvent> Events) Play(Plan plan, Func<PlanTask, int, Duration> takes, KnownForecast? forecast = null) =>
        Rehearsal.Play(Planned(plan), new Autopilot(takes, (_, _) => forecast));

    private static RunState Planned(Plan plan)
    {
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());
        return RunState.Of(plan).Evolve(new RunPlanned
        {
            Launch = plan.Launch.Id,
            PlanHash = "hash",
            Mode = RunMode.Rehearsal,
            Autopilot = true,
            T0 = plan.Launch.Clock().T0,
            From = schedule.Start,
            To = schedule.Finish,
            Planned = schedule.Tasks.ToDictionary(task => task.Id, task => new PlannedTimes(task.PlannedStart, task.PlannedFinish)),
            At = schedule.Start,
            Received = schedule.Start,
        });
    }

    /// <summary>Haile manages for twenty minutes from T-0, Moussa after that.</summary>
    private static Plan TwoShifts(Func<PlanBuilder, PlanBuilder> tasks) =>
        tasks(new PlanBuilder().Person("haile", [Roles.ItOperations]).Person("moussa", [Roles.ItOperations]).Shift(0, 20, "haile").Shift(20, 240, "moussa")).Build();

    private static Plan Full(CriterionTest? must = null) => new PlanBuilder()
        .Person("tessema", [Roles.ServiceOwner])
        .Person("okoth", [Roles.ItOperations])
        .Person("noor")
        .Task("load", 10, "farah", with: task => task with { VerifiedBy = "noor", Undo = new Undo.By("unload") })
        .Task("watch", 4, "osei", with: task => task with { Attended = false })
        .Task("count", 5, "farah", after: ["load FS+2"])
        .Gate("go", [Roles.ServiceOwner, Roles.ItOperations], Roles.ServiceOwner, after: ["count"], criteria:
        [
            new Criterion("totals", LocalizedText.Of("Totals"), true, must ?? new CriterionTest.TaskDone("count")),
            new Criterion("hub", LocalizedText.Of("Hub"), false, new CriterionTest.SaidBy("noor")),
        ])
        .Task("switch", 5, "osei", after: ["go"])
        .Milestone("open", ["switch"], goLive: true)
        .Rollback("unload", 3, "farah")
        .Build();
}
