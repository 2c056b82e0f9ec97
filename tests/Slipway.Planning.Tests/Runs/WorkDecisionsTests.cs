using NodaTime;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class WorkDecisionsTests
{
    private const string Clock = RunCommand.Clock;

    [Fact]
    public void Acts_when_what_it_waits_for_is_done_and_releases_what_follows()
    {
        var run = Taken(Load());
        Assert.Equal("not-due", run.Act(0, Clock, Intend("load")).Refused?.Rule);
        run.StartAndFinish(0, 5, "farah", "freeze");

        run.Act(5, Clock, Intend("load"));
        var begun = Assert.IsType<WorkIntended>(run.Events[^1]);
        Assert.Equal((1, "7.load.1", 1L), (begun.Attempt, begun.Key, begun.Epoch));
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 6));

        run.Act(9, Clock, Report("load", 1));
        Assert.Equal(TaskState.Done, run.StateOf("load", 9));
        Assert.Equal(TaskState.Ready, run.StateOf("check", 9));
    }

    [Fact]
    public void Nobody_but_the_clock_says_that_it_acts()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze");
        Assert.Equal("only-the-clock", run.Act(5, "farah", Intend("load")).Refused?.Rule);
        Assert.Equal("only-the-clock", run.Act(5, "farah", new TakeWork { Epoch = 9, Node = "mine" }).Refused?.Rule);
        Assert.Equal("acts-by-itself", run.Start(5, "farah", "load").Refused?.Rule);
        run.Act(5, Clock, Intend("load"));
        Assert.Equal("only-the-clock", run.Act(6, "farah", Report("load", 1)).Refused?.Rule);
        Assert.Equal("acts-by-itself", run.Finish(6, "farah", "load").Refused?.Rule);
    }

    [Fact]
    public void Waits_for_a_persons_release_where_the_plan_says_so()
    {
        var run = Taken(Load(work => work with { Hold = true }));
        Assert.Equal("waits-for", run.Act(0, "farah", new ReleaseWork { Task = "load" }).Refused?.Rule);
        run.StartAndFinish(0, 5, "farah", "freeze");
        Assert.Empty(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(6)));
        Assert.True(WorkDue.AwaitsRelease(run.State, run.State.Plan.Task("load")!, run.T0 + Duration.FromMinutes(6)));
        Assert.Equal("not-your-task", run.Act(6, "noor", new ReleaseWork { Task = "load" }).Refused?.Rule);

        run.Act(6, "farah", new ReleaseWork { Task = "load" });

        Assert.Equal(["load"], WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(6)).Select(task => task.Id));
        Assert.Equal("nothing-to-release", run.Act(6, "farah", new ReleaseWork { Task = "load" }).Refused?.Rule);
    }

    [Fact]
    public void Does_not_begin_while_the_run_is_paused_or_the_task_blocked()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze");
        run.Act(5, "farah", new BlockTask { Task = "load", Reason = "Disk" });
        Assert.Empty(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(6)));
        run.Act(6, "farah", new UnblockTask { Task = "load" });
        run.Act(6, "tessema", new PauseRun { Reason = "Wait" });
        Assert.Empty(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(7)));
        Assert.Equal("not-due", run.Act(7, Clock, Intend("load")).Refused?.Rule);
        run.Act(8, "tessema", new ResumeRun());
        Assert.Null(run.Act(8, Clock, Intend("load")).Refused);
    }

    [Fact]
    public void What_failed_acts_again_only_when_a_person_says_so_and_with_another_key()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load"));
        run.Act(6, Clock, Report("load", 1, WorkOutcome.Failed, "exit code 3"));
        Assert.Equal((TaskState.Failed, "exit code 3"), (run.StateOf("load", 6), run.State.Tasks["load"].Reason));
        Assert.Empty(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(7)));

        run.Act(7, "farah", new ReleaseWork { Task = "load" }).Act(7, Clock, Intend("load"));

        Assert.Equal((2, "7.load.2"), (run.State.Tasks["load"].Attempt, run.State.Tasks["load"].Work?.Key));
    }

    [Fact]
    public void Of_what_nobody_knows_a_person_says_done_or_failed_or_lets_it_act_again_with_the_same_key()
    {
        var lost = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load"));
        lost.Act(6, Clock, new ReportWork { Task = "load", Attempt = 1, Epoch = 1, Outcome = WorkOutcome.Lost, Cause = LossCause.Crash });
        Assert.Equal((TaskState.Unknown, LossCause.Crash), (lost.StateOf("load", 6), lost.State.Tasks["load"].Work?.Cause));
        var events = lost.Events.ToList();

        Assert.Equal(TaskState.Done, After(new FinishTask { Task = "load" }).Tasks["load"].Stored);
        Assert.Equal(TaskState.Failed, After(new FailTask { Task = "load", Reason = "Nothing is there" }).Tasks["load"].Stored);
        lost.Act(8, "farah", new ReleaseWork { Task = "load" }).Act(8, Clock, Intend("load"));
        Assert.Equal((2, "7.load.1"), (lost.State.Tasks["load"].Attempt, lost.State.Tasks["load"].Work?.Key));

        RunState After(RunCommand act)
        {
            var before = RunState.Of(lost.State.Plan).Evolve(events);
            var now = before.T0 + Duration.FromMinutes(8);
            var decision = RunDecider.Decide(before, act with { Actor = "farah", Now = now, Received = now });
            Assert.Null(decision.Refused);
            return before.Evolve(decision.Events);
        }
    }

    [Fact]
    public void A_result_of_an_older_epoch_is_refused_and_kept_in_sight()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load"));
        run.Act(6, Clock, new TakeWork { Epoch = 2, Node = "other" });
        Assert.Equal("old-epoch", run.Act(6, Clock, new TakeWork { Epoch = 2, Node = "hung" }).Refused?.Rule);
        run.Act(6, Clock, new IntendWork { Task = "load", Epoch = 2, KeyOf = "", Again = RepeatCause.Safe });
        Assert.Equal((1, "7.load.1", 2), (run.State.Tasks["load"].Attempt, run.State.Tasks["load"].Work?.Key, run.State.Tasks["load"].Work?.Begun));

        run.Act(7, Clock, Report("load", 1, WorkOutcome.Succeeded, "exit code 0"));

        Assert.Equal(TaskState.InProgress, run.StateOf("load", 7));
        Assert.Equal(["exit code 0"], run.State.Tasks["load"].Work?.Late.Select(late => late.Said));
        run.Act(8, Clock, new ReportWork { Task = "load", Attempt = 1, Epoch = 2, Outcome = WorkOutcome.Succeeded });
        Assert.Equal(TaskState.Done, run.StateOf("load", 8));
    }

    [Fact]
    public void A_result_after_a_person_decided_about_the_task_does_not_count()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load"));
        run.Act(6, "farah", new FailTask { Task = "load", Reason = "It hangs" });
        run.Act(7, Clock, Report("load", 1));
        Assert.Equal(TaskState.Failed, run.StateOf("load", 7));
        Assert.IsType<LateResultRefused>(run.Events[^1]);
    }

    [Fact]
    public void What_was_reopened_does_not_act_again_by_itself()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load")).Act(6, Clock, Report("load", 1));
        run.Act(7, "tessema", new ReopenTask { Task = "load", Reason = "Wrong file" });
        Assert.Empty(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(8)));
        run.Act(8, "farah", new ReleaseWork { Task = "load" });
        Assert.Single(WorkDue.Of(run.State, run.T0 + Duration.FromMinutes(8)));
    }

    [Fact]
    public void A_turn_takes_what_can_be_and_leaves_out_the_rest()
    {
        var run = Taken(Load()).StartAndFinish(0, 5, "farah", "freeze");
        run.Act(5, Clock, new TurnOfWork { Parts = [Intend("load"), Intend("check"), Intend("nothing"), Intend("load")] });
        Assert.Null(run.Refused);
        Assert.Equal("load", Assert.IsType<WorkIntended>(run.Events[^1]).Task);
    }

    [Fact]
    public void A_second_person_confirms_what_acted_by_itself()
    {
        var run = Taken(Load(with: task => task with { VerifiedBy = "noor" })).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load")).Act(6, Clock, Report("load", 1));
        Assert.Equal(TaskState.InProgress, run.StateOf("load", 6));
        run.Act(7, "noor", new VerifyTask { Task = "load" });
        Assert.Equal(TaskState.Done, run.StateOf("load", 7));
    }

    [Fact]
    public void A_rehearsal_plays_what_acts_by_itself_where_it_does_not_act()
    {
        var plan = Load(work => work with { Hold = true });
        var start = plan.Launch.Clock().T0;
        var planned = RunState.Of(plan).Evolve(new RunPlanned
        {
            Launch = plan.Launch.Id,
            PlanHash = "hash",
            Mode = RunMode.Rehearsal,
            T0 = start,
            From = start,
            To = start + Duration.FromHours(4),
            At = start,
            Planned = plan.Forward.ToDictionary(task => task.Id, _ => new PlannedTimes(start, start + Duration.FromHours(1))),
        });

        var (run, events) = Rehearsal.Play(planned, new Autopilot((task, _) => task.Takes?.Likely.Nominal ?? Duration.Zero, (_, _) => null));

        Assert.Equal(RunStatus.Complete, run.Status);
        Assert.Equal(["farah"], events.OfType<WorkReleased>().Select(released => released.Actor));
        Assert.Equal(Duration.FromMinutes(10), Assert.Single(events.OfType<WorkSucceeded>()).At - Assert.Single(events.OfType<WorkIntended>()).At);
    }

    [Fact]
    public void The_clock_of_a_rehearsal_does_not_jump_over_what_acts()
    {
        var run = Taken(Load(), acts: true).StartAndFinish(0, 5, "farah", "freeze").Act(5, Clock, Intend("load"));
        var tick = RunDecider.Decide(run.State, new Tick { Actor = Clock, Via = Via.Clock, Now = run.T0 + Duration.FromMinutes(6), Received = run.T0 + Duration.FromMinutes(6) });
        Assert.Empty(tick.Events);
    }

    private static Plan Load(Func<AutomatedWork, AutomatedWork>? work = null, Func<PlanTask, PlanTask>? with = null)
    {
        var command = new AutomatedWork { With = new CommandSettings { Program = "/opt/load" } };
        return new PlanBuilder()
            .Person("tessema", [Roles.ServiceOwner]).Person("farah", [Roles.ItOperations]).Person("noor")
            .Shift(-60, 300, "tessema")
            .Task("freeze", 5, "farah")
            .Task("load", 10, "farah", ["freeze"], task => (with?.Invoke(task) ?? task) with { Attended = false, Work = work?.Invoke(command) ?? command })
            .Task("check", 5, "farah", ["load"])
            .Build();
    }

    private static RunBuilder Taken(Plan plan, bool acts = true) => RunBuilder.Begun(plan, acts: acts).Act(-30, Clock, new TakeWork { Epoch = 1, Node = "node" });

    private static IntendWork Intend(string task) => new() { Task = task, Epoch = 1, KeyOf = "7" };

    private static ReportWork Report(string task, int attempt, WorkOutcome outcome = WorkOutcome.Succeeded, string? said = null) =>
        new() { Task = task, Attempt = attempt, Epoch = 1, Outcome = outcome, Said = said };
}
