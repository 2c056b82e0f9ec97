using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Decides what a command leads to. Pure: the same run and the same command give the same answer.</summary>
public static class RunDecider
{
    /// <summary>The real time within which a start or finish can be taken back.</summary>
    public static readonly Duration TakeBackWithin = Duration.FromSeconds(30);

    /// <summary>The facts that <paramref name="command"/> leads to, with all that follows from them at once, or why it is refused.</summary>
    public static Decision Decide(RunState run, RunCommand command)
    {
        if (WhoMay.ActFor(run, command) is { } notFor)
            return notFor;
        if (WrongTime(run, command) is { } wrongTime)
            return wrongTime;
        if (command is TaskCommand { Task: var id } && !run.Tasks.ContainsKey(id))
            return NotInTheRun(run, id);
        var decision = command switch
        {
            BeginRun begin => RunDecisions.Begin(run, begin),
            Tick tick => RunDecisions.Tick(run, tick),
            RaiseAlarm alarm => AlarmDecisions.Raise(run, alarm),
            PauseRun pause => RunDecisions.Pause(run, pause),
            ResumeRun resume => RunDecisions.Resume(run, resume),
            CancelRun cancel => RunDecisions.Cancel(run, cancel),
            RollBack rollback => RollbackDecisions.RollBack(run, rollback, rollback.Reason),
            Vote vote => GateDecisions.Vote(run, vote),
            ConfirmCriterion confirm => GateDecisions.Confirm(run, confirm),
            DecideGate decide => GateDecisions.Decide(run, decide),
            TakeWork take => WorkDecisions.Take(run, take),
            TurnOfWork turn => WorkDecisions.Turn(run, turn),
            TaskCommand task => TaskDecisions.Decide(run, task),
            AddTask add => PlanDecisions.Add(run, add),
            Comment comment => TalkDecisions.Comment(run, comment),
            Attach attach => TalkDecisions.Attach(run, attach),
            RaiseIssue raise => TalkDecisions.Raise(run, raise),
            SettleIssue settle => TalkDecisions.Settle(run, settle),
            Substitute substitute => PeopleDecisions.Substitute(run, substitute),
            EndSubstitution end => PeopleDecisions.End(run, end),
            _ => throw new InvalidOperationException($"No decision is known for {command.GetType().Name}."),
        };
        return decision.Refused is null && decision.Events.Count > 0 ? Consequences.Of(run, command, decision.Events) : decision;
    }

    private static Refusal NotInTheRun(RunState run, string id) => run.Plan.Task(id) switch
    {
        null => Refusal.Input("no-such-task", id),
        { IsRollback: true } when run.RollbackBegan is null => Refusal.State("only-on-the-way-back", RefusalValues.Task(id)),
        _ => Refusal.State("task-not-in-this-run", RefusalValues.Task(id)),
    };

    private static Refusal? WrongTime(RunState run, RunCommand command)
    {
        var talks = command is Comment or Attach or SettleIssue or Tick or RaiseAlarm;
        if (run.Status.IsOver() && !talks && command is not TakeBack)
            return Refusal.State("run-over");
        if (run.Status == RunStatus.Planned && !talks && command is not (BeginRun or CancelRun or Substitute or EndSubstitution))
            return Refusal.State("run-not-begun");
        if (command.HappenedAt is not { } at)
            return null;
        if (at > command.Now)
            return Refusal.Input("in-the-future", RefusalValues.Time(at), RefusalValues.Time(command.Now));
        if (run.Begun is { } begun && at < begun)
            return Refusal.Input("before-the-run", RefusalValues.Time(at), RefusalValues.Time(begun));
        return command is TaskCommand { Task: var id } && run.Plan.Task(id) is { IsRollback: true } && run.RollbackBegan is { } back && at < back
            ? Refusal.Input("before-the-rollback", RefusalValues.Time(at), RefusalValues.Time(back))
            : null;
    }
}
