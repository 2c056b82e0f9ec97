namespace Slipway.Planning.Runs;

/// <summary>Whether a command is the one that its id stood for before, sent again.</summary>
/// <remarks>An answer to something else under a used id would say that it is done, and nobody would have done it.</remarks>
public static class Repetition
{
    /// <param name="command">What is asked now.</param>
    /// <param name="first">The first fact that the id led to.</param>
    public static bool Is(RunCommand command, RunEvent first) =>
        first.Actor == command.Actor && first.Doer == command.Doer && (command is TaskCommand task ? IsOfTask(task, first) : IsOfRun(command, first));

    private static bool IsOfRun(RunCommand command, RunEvent first) => (command, first) switch
    {
        (BeginRun, RunBegun) or (PauseRun, RunPaused) or (ResumeRun, RunResumed) or (CancelRun, RunCancelled) or (RollBack, RollbackStarted) => true,
        (AddTask add, TaskAdded added) => add.Definition.Title == added.Definition.Title,
        (Comment comment, Commented said) => comment.Task == said.Task && comment.Text.Trim() == said.Text,
        (Attach attach, Attached attached) => attach.Task == attached.Task && attach.File == attached.File && attach.Url == attached.Url,
        (RaiseIssue raise, IssueRaised raised) => raise.Task == raised.Task && raise.Title.Trim() == raised.Title,
        (SettleIssue settle, IssueSettled settled) => settle.Issue == settled.Issue,
        (Substitute substitute, PersonSubstituted substituted) => substitute.Person == substituted.Person && IsOrAny(substitute.By, substituted.By),
        (EndSubstitution end, SubstitutionEnded ended) => end.Person == ended.Person,
        (TakeWork take, WorkTaken taken) => take.Epoch == taken.Epoch,
        (TurnOfWork turn, TaskEvent happened) => turn.Parts.Any(part => part.Task == happened.Task),
        _ => false,
    };

    private static bool IsOfTask(TaskCommand command, RunEvent first) => first is TaskEvent happened && happened.Task == command.Task && (command, happened) switch
    {
        (Acknowledge, TaskAcknowledged) or (ReleaseWork, WorkReleased) or (StartTask, TaskStarted) or (FinishTask, TaskFinished) or (VerifyTask, TaskVerified) or (FailTask, TaskFailed) or (MarkUnknown, TaskMarkedUnknown) => true,
        (WorkAround, TaskWorkedAround) or (WaiveSkip, SkipWaived) or (SkipTask, TaskSkipped) or (ReopenTask, TaskReopened) => true,
        (TakeBack, StartTakenBack or FinishTakenBack) or (BlockTask, TaskBlocked) or (UnblockTask, TaskUnblocked) => true,
        (HandOver hand, TaskHandedOver handed) => IsOrAny(hand.To, handed.To),
        (ChangeDuration change, DurationChanged changed) => change.Takes == changed.Takes,
        (Vote vote, VoteCast cast) => vote.Go == cast.Go && IsOrAny(vote.Voter, cast.Voter),
        (ConfirmCriterion confirm, CriterionConfirmed confirmed) => confirm.Criterion == confirmed.Criterion && confirm.Met == confirmed.Met,
        (DecideGate decide, GateDecided decided) => decide.Outcome == decided.Outcome,
        _ => false,
    };

    private static bool IsOrAny(string? wanted, string? was) => wanted is null || wanted == was;
}
