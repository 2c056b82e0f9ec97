using CsCheck;
using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Runs;
using Slipway.Planning.Scheduling;
using Slipway.Planning.Tests.Scheduling;
using Slipway.Testing;
using static Slipway.Planning.Tests.Risk.RollbackOrderTests;
using static Slipway.Planning.Tests.Scheduling.SchedulerTests;
using static Slipway.Testing.PlanBuilder;

namespace Slipway.Planning.Tests.Risk;

public sealed class RollbackDeadlineTests
{
    private const int Runs = 2000;

    [Fact]
    public void Without_spread_it_is_the_windows_end_less_contingency_and_rollback()
    {
        // Window T+4h, contingency 20 minutes; everything has started by minute 30 and takes 25 + 15 minutes to take back.
        var plan = new PlanBuilder().Task("a", 30, with: By("un-a")).Task("b", 300, after: ["a"], with: By("un-b")).Rollback("un-a", 25).Rollback("un-b", 15).Build();
        Assert.Equal(240 - 20 - 40, Minute(RollbackDeadline.Find(plan, plan.Launch.Clock())));
    }

    [Fact]
    public void It_lies_before_the_start_after_which_there_is_too_much_to_take_back()
    {
        var plan = new PlanBuilder().Task("a", 60, with: By("un-a")).Task("b", 60, after: ["a"], with: By("un-b")).Rollback("un-a", 25).Rollback("un-b", 500).Build();
        // To the second: until b starts, the rollback takes 25 minutes.
        Assert.Equal(60 - 1.0 / 60, Minute(RollbackDeadline.Find(plan, plan.Launch.Clock()))!.Value, 6);
    }

    [Fact]
    public void It_has_passed_when_a_rollback_from_now_on_is_too_late()
    {
        var plan = new PlanBuilder().Task("a", 60, with: By("un-a")).Rollback("un-a", 100).Build();
        Assert.Equal(120, Minute(Find(110)));
        Assert.Null(Minute(Find(121)));

        RollbackDeadline Find(double now) => RollbackDeadline.Find(plan, plan.Launch.Clock(), new Progress(At(now), new Dictionary<string, TaskProgress>
        {
            ["a"] = new() { Started = At(0), Finished = At(60), Releases = true },
        }));
    }

    [Fact]
    public void What_failed_is_taken_back_and_what_was_skipped_is_not()
    {
        var plan = new PlanBuilder().Task("a", 10, with: By("un-a")).Task("b", 10, after: ["a"], with: By("un-b")).Rollback("un-a", 30).Rollback("un-b", 50).Build();
        Assert.Equal(240 - 20 - 80, Minute(Find(new TaskProgress { Started = At(10), Halted = true })));
        Assert.Equal(240 - 20 - 30, Minute(Find(new TaskProgress { Finished = At(10), Releases = true })));

        RollbackDeadline Find(TaskProgress b) => RollbackDeadline.Find(plan, plan.Launch.Clock(), new Progress(At(15), new Dictionary<string, TaskProgress>
        {
            ["a"] = new() { Started = At(0), Finished = At(10), Releases = true },
            ["b"] = b,
        }));
    }

    [Fact]
    public void What_was_reopened_or_skipped_after_an_attempt_is_still_there_to_take_back()
    {
        var plan = new PlanBuilder().Person("tessema").Person("wako").Shift(-30, 300, "tessema", "wako")
            .Task("a", 10, "tessema", with: By("un-a")).Task("b", 200, "tessema", after: ["a"], with: By("un-b")).Rollback("un-a", 30).Rollback("un-b", 50).Build();
        // Nothing of b would start again before minute 180.
        var held = plan with { Forward = [plan.Forward[0], plan.Forward[1] with { NotBefore = new PlanTime.FromT0(PlanDuration.FromMinutes(180)) }] };
        var done = RunBuilder.Begun(plan).StartAndFinish(0, 10, "tessema", "a").Start(10, "tessema", "b");
        Assert.Equal(240 - 20 - 80, DeadlineOf(done));
        Assert.Equal(240 - 20 - 80, DeadlineOf(done.Act(12, "tessema", new FailTask { Task = "b", Reason = "Disk full" })));
        Assert.Equal(240 - 20 - 80, DeadlineOf(done.Act(13, "tessema", new SkipTask { Task = "b", Reason = "Not needed" })));
        Assert.Equal(240 - 20 - 80, DeadlineOf(done.Act(14, "tessema", new ReopenTask { Task = "b", Reason = "Needed" })));

        double? DeadlineOf(RunBuilder run) => Minute(RollbackDeadline.Find(held, plan.Launch.Clock(), RunProgress.Of(run.State, At(15))));
    }

    [Fact]
    public void What_cannot_be_taken_back_stays_so_when_it_is_reopened()
    {
        var plan = new PlanBuilder().Person("tessema").Shift(-30, 300, "tessema").Task("pay", 10, "tessema", with: task => task with { Undo = new Undo.Impossible() }).Task("tell", 5, "tessema", after: ["pay"]).Build();
        var run = RunBuilder.Begun(plan).StartAndFinish(0, 10, "tessema", "pay").Act(11, "tessema", new ReopenTask { Task = "pay", Reason = "One payment is missing" });
        Assert.Null(run.Refused);
        Assert.Equal("pay", run.State.PointOfNoReturnPassed()?.Id);
        var progress = RunProgress.Of(run.State, At(12));
        Assert.Equal(new PointOfNoReturn("pay", At(0), true), PointOfNoReturn.Find(plan, Simulation.Run(plan, plan.Launch.Clock(), progress, new SimulationOptions(10)), progress));
        Assert.Equal("point-of-no-return-passed", run.Act(12, "tessema", new RollBack { Reason = "Stop" }).Refused?.Rule);
    }

    [Fact]
    public void One_person_takes_back_one_thing_after_the_other()
    {
        var plan = new PlanBuilder().Task("a", 10, with: By("un-a")).Task("b", 10, with: By("un-b")).Rollback("un-a", 30, "farah").Rollback("un-b", 50, "farah").Build();
        Assert.Equal(240 - 20 - 80, Minute(RollbackDeadline.Find(plan, plan.Launch.Clock())));
    }

    [Fact]
    public void A_shift_that_knows_less_hands_can_end_it_early()
    {
        // Two people hold the roles on the first shift, one holds both on the second.
        var plan = new PlanBuilder()
            .Person("osei", [Roles.ItOperations]).Person("noor", [Roles.Trainer]).Person("wako", [Roles.ItOperations, Roles.Trainer])
            .Shift(-30, 100, null, null, "osei", "noor").Shift(100, 300, null, null, "wako")
            .Task("a", 10, with: By("un-a")).Task("b", 10, with: By("un-b"))
            .Rollback("un-a", 70, Roles.ItOperations).Rollback("un-b", 70, Roles.Trainer).Build();
        // From minute 100 on it takes 140 minutes and would have to start by 80: so the last good moment is the shift's end.
        Assert.Equal(100 - 1.0 / 60, Minute(RollbackDeadline.Find(plan, plan.Launch.Clock()))!.Value, 6);
    }

    [Fact]
    public void A_cycle_is_a_value()
    {
        var plan = new PlanBuilder().Task("a", 1, with: By("un-a")).Task("b", 1, after: ["a"], with: By("un-b")).Rollback("un-a", 1).Rollback("un-b", 1, after: ["un-a"]).Build();
        var deadline = RollbackDeadline.Find(plan, plan.Launch.Clock());
        Assert.Null(deadline.Latest);
        Assert.Equal(["un-a", "un-b"], deadline.Cycle.Order());
    }

    [Fact]
    public void The_point_of_no_return_is_the_first_irreversible_start()
    {
        var plan = new PlanBuilder().Task("a", 20).Task("publish", 5, after: ["a"], with: NoReturn).Task("pay", 5, after: ["publish"], with: NoReturn).Build();
        Assert.Equal(new PointOfNoReturn("publish", At(20), false), Find(null));
        Assert.Equal(new PointOfNoReturn("publish", At(3), true), Find(new TaskProgress { Started = At(3) }));
        Assert.Equal("pay", Find(new TaskProgress { Finished = At(3), Releases = true })!.Task);

        PointOfNoReturn? Find(TaskProgress? publish)
        {
            var progress = publish is null ? null : new Progress(At(4), new Dictionary<string, TaskProgress> { ["publish"] = publish });
            return PointOfNoReturn.Find(plan, Simulation.Run(plan, plan.Launch.Clock(), progress, new SimulationOptions(10)), progress);
        }

        static PlanTask NoReturn(PlanTask task) => task with { Undo = new Undo.Impossible() };
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false, Traits = ["Speed", "slow"])]
    [InlineData(2, true, Traits = ["Speed", "slow"])]
    [InlineData(3, false, Traits = ["Speed", "slow"])]
    public void A_rollback_started_by_the_deadline_ends_inside_the_window_in_four_of_five_runs(int seed, bool ofSegment)
    {
        var whole = Cutover(seed, ofSegment);
        var run = RunBuilder.Begun(whole, outside: [.. whole.Forward.Where(task => task.Phase == Phase.Stabilise).Select(task => task.Id)]).State;
        var plan = RunProgress.PlanOf(run);
        var clock = run.Clock;
        var deadline = RollbackDeadline.Find(plan, clock, null, new SimulationOptions(Runs, Seed: 99)).Latest!.Value;
        var closes = clock.Resolve(plan.Launch.Window.Closes);
        var kept = closes - Duration.FromMinutes(20);
        var first = clock.Resolve(Minutes(0));
        Assert.True(deadline > first);
        // A standard error of 80% in 2,000 runs is 0.9%. Inside the window there is the contingency on top.
        const double ThreeErrors = 0.027;
        for (var i = 0; i <= 8; i++)
        {
            var (inside, withContingency) = Shares(first + (deadline - first) * i / 8);
            Assert.True(inside >= 0.8, $"{inside} inside the window at {i}/8 of the way to the deadline");
            Assert.True(withContingency >= 0.8 - ThreeErrors, $"{withContingency} with the contingency kept at {i}/8 of the way to the deadline");
        }
        // And it is no earlier than it has to be.
        Assert.True(Shares(deadline + Duration.FromMinutes(3)).WithContingency < 0.8 + ThreeErrors);

        (double Inside, double WithContingency) Shares(Instant moment)
        {
            var ends = Ends(plan, whole, clock, moment);
            return (ends.Count(end => end <= closes) / (double)Runs, ends.Count(end => end <= kept) / (double)Runs);
        }
    }

    /// <summary>Runs with seeds of their own, each rolled back at a moment by its own schedule with the tasks that it had started.</summary>
    private static Instant[] Ends(Plan plan, Plan whole, LaunchClock clock, Instant moment)
    {
        var network = Networks.Of(plan, clock);
        var ordered = PeopleOrder.Apply(network, PlannedAnswer.Of(network, LinksAnswer.Of(network)));
        var all = Enumerable.Range(0, ordered.Count).ToArray();
        var ends = new Instant[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var options = new SimulationOptions(1, Seed: 1000 + run, Cores: 1) { TaskTimes = false };
            var trial = new TrialRun(ordered, options) { WatchedStarts = all, CountCritical = false }.Run();
            var started = all.Where(task => ordered.Axis.Instant(trial.Starts[task][0]) <= moment).Select(task => ordered.Ids[task]);
            ends[run] = moment + RollbackForecast.Run(whole, clock, started, moment, null, options)!.P50;
        }
        return ends;
    }

    /// <summary>
    /// A cutover of 14 tasks of three people, most of which have to be taken back, with a change of shift; and, where it
    /// is to have a segment, what follows it and would take long to take back.
    /// </summary>
    private static Plan Cutover(int seed, bool ofSegment)
    {
        var random = new Random(seed);
        string[] owners = ["farah", "noor", Roles.ItOperations];
        var builder = new PlanBuilder().Person("farah").Person("noor").Person("osei", [Roles.ItOperations]).Person("wako", [Roles.ItOperations])
            .Shift(-30, 90, null, null, "osei").Shift(90, 300, null, null, "wako");
        for (var i = 0; i < 14; i++)
        {
            var after = Enumerable.Range(0, i).Where(_ => random.Next(4) == 0).Select(before => $"t{before}").ToArray();
            var takes = random.Next(4, 12);
            builder.Task($"t{i}", owner: owners[random.Next(3)], after: after, with: task => task with
            {
                Takes = SimulationTests.Spread(takes, takes + 4, takes * 3),
                Undo = i % 4 == 3 ? new Undo.Nothing() : new Undo.By($"u{i}"),
            });
            if (i % 4 != 3)
                builder.Rollback($"u{i}", owner: owners[random.Next(3)], with: task => task with { Takes = SimulationTests.Spread(takes / 2, takes, takes * 2) });
        }
        for (var i = 0; ofSegment && i < 3; i++)
        {
            builder.Task($"after{i}", 10, owners[i], after: [$"t{11 + i}"], with: task => task with { Phase = Phase.Stabilise, Undo = new Undo.By($"unafter{i}") });
            builder.Rollback($"unafter{i}", 30, owners[i]);
        }
        return builder.Build();
    }

    private static double? Minute(RollbackDeadline deadline) => deadline.Latest is { } latest ? FromT0(latest) : null;

    private static Instant At(double minutes) => Instant.FromUtc(2027, 2, 5, 23, 0) + Duration.FromMinutes(minutes);
}
