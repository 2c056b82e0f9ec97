using NodaTime;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Testing;

namespace Slipway.Planning.Tests.Runs;

public sealed class NoticesDueTests
{
    private static readonly Plan Plan = new PlanBuilder()
        .Person("asha", deputy: "bilan").Person("bilan").Person("chaltu", ["service-owner"]).Person("daud").Person("ebla", ["it-operations"])
        .Shift(-60, 300, "daud")
        .Task("freeze", 10, "asha")
        .Task("load", 20, "bilan", ["freeze"], task => task with { Escalate = new Escalation(PlanDuration.FromMinutes(5), "cutover-manager"), Deputy = "asha" })
        .Task("count", 5, "ebla", ["load"], task => task with { VerifiedBy = "asha" })
        .Gate("go", ["it-operations", "service-owner"], "service-owner", ["count"])
        .Build();

    [Fact]
    public void Who_is_next_hears_it_when_the_task_before_has_started_and_that_it_is_his_turn_when_it_is_done()
    {
        var run = RunBuilder.Begun(Plan);
        Assert.Equal(["Turn asha freeze"], Due(run, 0));
        run.Start(0, "asha", "freeze");
        Assert.Equal(["Next bilan load"], Due(run, 1));
        run.Finish(10, "asha", "freeze");
        Assert.Equal(["Turn bilan load"], Due(run, 10));
        run.Start(11, "bilan", "load");
        Assert.Equal(["Next ebla count"], Due(run, 11));
    }

    [Fact]
    public void Looking_again_finds_the_same()
    {
        var run = RunBuilder.Begun(Plan);
        Assert.Equal(NoticesDue.Of(run.State, run.T0), NoticesDue.Of(run.State, run.T0 + Duration.FromSeconds(30)));
    }

    [Fact]
    public void What_is_opened_again_is_another_occasion()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 10, "asha", "freeze");
        var first = NoticesDue.Of(RunBuilder.Begun(Plan).State, run.T0).Single();
        run.Act(11, "daud", new ReopenTask { Task = "freeze", Reason = "Again" });
        Assert.NotEqual(first, NoticesDue.Of(run.State, run.T0 + Duration.FromMinutes(11)).Single(due => due.Task == "freeze"));
    }

    [Fact]
    public void Whoever_it_was_handed_to_or_stands_in_hears_it_instead()
    {
        var run = RunBuilder.Begun(Plan).Act(0, "asha", new HandOver { Task = "freeze", To = "ebla" });
        Assert.Equal(["Turn ebla freeze"], Due(run, 1));
        run.Act(1, "daud", new Substitute { Person = "ebla", By = "chaltu" });
        Assert.Equal(["Turn chaltu freeze"], Due(run, 1));
    }

    [Fact]
    public void Nobody_hears_that_it_is_his_turn_while_it_is_blocked_or_the_run_is_paused()
    {
        Assert.Empty(Due(RunBuilder.Begun(Plan).Act(0, "asha", new BlockTask { Task = "freeze", Reason = "Keys" }), 1));
        Assert.Empty(Due(RunBuilder.Begun(Plan).Act(0, "daud", new PauseRun { Reason = "Power" }), 1));
    }

    [Fact]
    public void What_nobody_takes_goes_to_the_deputy_and_after_as_long_again_to_whom_the_plan_names()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 10, "asha", "freeze");
        Assert.Equal(["Turn bilan load"], Due(run, 14.9));
        Assert.Equal(["Escalated asha load", "Turn bilan load"], Due(run, 15));
        Assert.Equal(["Escalated asha load", "Escalated daud load", "Turn bilan load"], Due(run, 20));
        run.Act(20, "bilan", new Acknowledge { Task = "load" });
        Assert.Equal(["Turn bilan load"], Due(run, 30));
        run.Act(31, "bilan", new HandOver { Task = "load", To = "ebla" });
        Assert.Contains("Escalated daud load", Due(run, 31));
    }

    [Fact]
    public void Who_could_begin_before_the_planned_start_is_not_waited_for_before_it()
    {
        // Everything is planned from T-0.
        var run = RunBuilder.Begun(Plan).StartAndFinish(-20, -10, "asha", "freeze");
        Assert.Equal(["Turn bilan load"], Due(run, 4.9));
        Assert.Equal(["Escalated asha load", "Turn bilan load"], Due(run, 5));
    }

    [Fact]
    public void Time_in_which_it_was_blocked_or_paused_does_not_count()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 10, "asha", "freeze")
            .Act(11, "bilan", new BlockTask { Task = "load", Reason = "Keys" }).Act(30, "bilan", new UnblockTask { Task = "load" });
        Assert.Equal(["Turn bilan load"], Due(run, 34.9));
        Assert.Equal(["Escalated asha load", "Turn bilan load"], Due(run, 35));
    }

    [Fact]
    public void Late_is_who_is_past_the_planned_end_and_has_had_the_time_that_it_takes()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 239, "asha", "freeze").Start(239, "bilan", "load");
        // Planned until T+240m, but begun a minute before that.
        Assert.DoesNotContain("Late bilan load", Due(run, 250));
        Assert.Contains("Late bilan load", Due(run, 260));
    }

    [Fact]
    public void The_second_person_is_asked_to_confirm_and_at_a_gate_each_hears_once()
    {
        var run = RunBuilder.Begun(Plan).StartAndFinish(0, 10, "asha", "freeze").StartAndFinish(10, 20, "bilan", "load").StartAndFinish(20, 25, "ebla", "count");
        Assert.Equal(["Confirm asha count"], Due(run, 25));
        run.Act(26, "asha", new VerifyTask { Task = "count" });
        Assert.Equal(["Vote chaltu go", "Vote ebla go"], Due(run, 26));
        run.Act(27, "chaltu", new Vote { Task = "go", Go = true });
        Assert.Equal(["Decide chaltu go", "Vote ebla go"], Due(run, 27));
    }

    [Fact]
    public void Managers_hear_of_an_alarm_until_its_moment_has_passed()
    {
        var run = RunBuilder.Begun(Plan);
        run.Act(0, RunCommand.Clock, new RaiseAlarm { Limit = new RunLimit(LimitKind.RollbackDeadline, run.T0 + Duration.FromMinutes(29), null) });
        Assert.Equal(["Alarm chaltu ", "Alarm daud ", "Turn asha freeze"], Due(run, 1));
        Assert.Equal(["Turn asha freeze"], Due(run, 30));
    }

    [Fact]
    public void A_run_that_is_over_tells_nobody_anything() =>
        Assert.Empty(Due(RunBuilder.Begun(Plan).Act(0, "daud", new CancelRun { Reason = "Enough" }), 1));

    [Fact]
    public void Saying_twice_that_one_is_on_it_says_it_once_and_a_stranger_does_not_say_it()
    {
        var run = RunBuilder.Begun(Plan).Act(0, "asha", new Acknowledge { Task = "freeze" }).Act(1, "asha", new Acknowledge { Task = "freeze" });
        Assert.Single(run.Events.OfType<TaskAcknowledged>());
        Assert.Equal("not-your-task", run.Act(2, "ebla", new Acknowledge { Task = "freeze" }).Refused?.Rule);
        run.Start(3, "asha", "freeze");
        Assert.Equal("already-in-progress", run.Act(4, "asha", new Acknowledge { Task = "freeze" }).Refused?.Rule);
    }

    private static List<string> Due(RunBuilder run, double minute) =>
        [.. NoticesDue.Of(run.State, run.T0 + Duration.FromMinutes(minute)).Select(due => $"{due.Kind} {due.Person} {due.Task}").Order(StringComparer.Ordinal)];
}
