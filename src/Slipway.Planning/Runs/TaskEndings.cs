using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>How tasks end: finished, confirmed, failed, lost sight of, worked around, skipped; and opened again.</summary>
internal static class TaskEndings
{
    public static Decision Finish(RunState run, PlanTask task, TaskRecord record, FinishTask command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Work is not null)
            return SayDone(task, record, command);
        if (record.Stored != TaskState.InProgress)
            return NotInProgress(task, record);
        if (record.AwaitsVerification)
            return Refusal.State("awaits-verification", RefusalValues.Task(task.Id), RefusalValues.Person(task.VerifiedBy));
        if (TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        if (NotYet(run, task, command.At) is { } notYet)
            return notYet;
        var doer = command.Doer;
        if (task.EndBy.Rule == AttendanceRule.Starter && record.Starters[0] is var starter && doer != starter && run.StandInFor(starter) != doer && !WhoMay.Leads(run, command))
            return Refusal.Who("only-the-starter-finishes", RefusalValues.Person(starter));
        if (record.Finishers.Contains(doer))
            return Refusal.State("you-already-finished", RefusalValues.Task(task.Id));
        var (countsFor, all, refused) = Together.Count(run, task, command, task.EndBy, record.FinishedFor);
        if (refused is not null)
            return refused;
        var verified = task.VerifiedBy is null;
        return command.Fact(new TaskFinished
        {
            Task = task.Id,
            Settled = all && verified,
            AwaitsVerification = all && !verified,
            CountsFor = countsFor == doer ? null : countsFor,
        });
    }

    /// <summary>A person says that automated work was done whose end nobody heard of.</summary>
    private static Decision SayDone(PlanTask task, TaskRecord record, FinishTask command)
    {
        if (record.Stored != TaskState.Unknown)
            return record.Stored == TaskState.InProgress ? Refusal.State("acts-by-itself", RefusalValues.Task(task.Id)) : NotInProgress(task, record);
        if (TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        var verified = task.VerifiedBy is null;
        return command.Fact(new TaskFinished { Task = task.Id, Settled = verified, AwaitsVerification = !verified });
    }

    public static Decision Verify(RunState run, PlanTask task, TaskRecord record, VerifyTask command)
    {
        if (!record.AwaitsVerification)
            return Refusal.State("nothing-to-verify", RefusalValues.Task(task.Id));
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-the-verifier", RefusalValues.Person(task.VerifiedBy));
        if (TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        return record.Finishers.Contains(command.Doer)
            ? Refusal.Who("a-second-person-verifies", RefusalValues.Task(task.Id))
            : command.Fact(new TaskVerified { Task = task.Id });
    }

    public static Decision Fail(RunState run, PlanTask task, TaskRecord record, FailTask command) =>
        EndBadly(run, task, record, command, command.Reason, from: state => state is TaskState.InProgress or TaskState.Unknown)
        ?? command.Fact(new TaskFailed { Task = task.Id, Reason = command.Reason! });

    public static Decision Lose(RunState run, PlanTask task, TaskRecord record, MarkUnknown command) =>
        EndBadly(run, task, record, command, command.Reason, from: state => state is TaskState.InProgress or TaskState.Failed)
        ?? command.Fact(new TaskMarkedUnknown { Task = task.Id, Reason = command.Reason! });

    /// <remarks>A workaround passes no pair of eyes by: who has to confirm, or to end it with others, has to with a workaround too.</remarks>
    public static Decision WorkAround(RunState run, PlanTask task, TaskRecord record, WorkAround command) =>
        EndBadly(run, task, record, command, command.Reason, from: state => state is TaskState.InProgress or TaskState.Unknown or TaskState.Failed)
        ?? OthersHaveToEnd(run, task, record, command)
        ?? command.Fact(new TaskWorkedAround { Task = task.Id, Reason = command.Reason!, AwaitsVerification = task.VerifiedBy is not null });

    /// <summary>A refusal while others of those who end a task together have not said that they did; who leads may say it for all.</summary>
    private static Decision? OthersHaveToEnd(RunState run, PlanTask task, TaskRecord record, WorkAround command)
    {
        if (record.AwaitsVerification)
            return null;
        var (countsFor, all, refused) = Together.Count(run, task, command, task.EndBy, record.FinishedFor);
        if (refused is not null)
            return refused;
        return all
            ? null
            : (Decision)Refusal.State("takes-several", RefusalValues.Task(task.Id), string.Join('|', task.Who.Distinct().Except(record.FinishedFor).Where(person => person != countsFor).Select(RefusalValues.Person)));
    }

    public static Decision WaiveSkip(RunState run, PlanTask task, TaskRecord record, WaiveSkip command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-the-service-owner-waives", RefusalValues.Person(Roles.ServiceOwner));
        if (!task.Mandatory || record.SkipWaived)
            return Refusal.State("nothing-to-waive", RefusalValues.Task(task.Id));
        return string.IsNullOrWhiteSpace(command.Reason)
            ? Refusal.Input("reason-required")
            : command.Fact(new SkipWaived { Task = task.Id, Reason = command.Reason });
    }

    public static Decision Skip(RunState run, PlanTask task, TaskRecord record, SkipTask command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Kind == TaskKind.Gate)
            return Refusal.State("a-gate-is-decided", RefusalValues.Task(task.Id));
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        if (!record.Stored.MayStart())
            return Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));
        if (TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        return task.Mandatory && !record.SkipWaived
            ? Refusal.State("mandatory", RefusalValues.Task(task.Id), RefusalValues.Person(Roles.ServiceOwner))
            : command.Fact(new TaskSkipped { Task = task.Id, Reason = command.Reason });
    }

    public static Decision Reopen(RunState run, PlanTask task, TaskRecord record, ReopenTask command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-the-manager-reopens", RefusalValues.Person(Roles.CutoverManager));
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        return record.Stored.Releases()
            ? Decision.Of(Milestones.WithLost(run, command, command.Fact(new TaskReopened { Task = task.Id, Reason = command.Reason })))
            : Refusal.State("not-settled", RefusalValues.Task(task.Id));
    }

    private static Decision? EndBadly(RunState run, PlanTask task, TaskRecord record, TaskCommand command, string? reason, Func<TaskState, bool> from)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (!from(record.Stored))
            return NotInProgress(task, record);
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Input("reason-required");
        return TooEarly(record, command) is { } tooEarly ? (Decision)tooEarly : null;
    }

    private static Refusal NotInProgress(PlanTask task, TaskRecord record) =>
        record.Stored.NotStarted()
            ? Refusal.State("not-started", RefusalValues.Task(task.Id))
            : Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));

    /// <summary>A refusal of a time before the task started or, if it has ended, before it did.</summary>
    public static Refusal? TooEarly(TaskRecord record, RunCommand command)
    {
        if (record.Started is { } started && command.At < started)
            return Refusal.Input("before-its-start", RefusalValues.Time(command.At), RefusalValues.Time(started));
        return (record.AwaitsVerification ? record.SaidFinished : record.Finished) is { } ended && command.HappenedAt is { } at && at < ended
            ? Refusal.Input("before-its-end", RefusalValues.Time(at), RefusalValues.Time(ended))
            : null;
    }

    private static Refusal? NotYet(RunState run, PlanTask task, Instant at)
    {
        var (waitsFor, until) = Readiness.BeforeFinish(run, task, at);
        if (waitsFor.Count > 0)
            return Refusal.State("finish-waits-for", RefusalValues.Task(task.Id), RefusalValues.Tasks(waitsFor));
        return until is { } time ? Refusal.State("finish-not-before", RefusalValues.Task(task.Id), RefusalValues.Time(time)) : null;
    }
}
