using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Automated tasks: released by people, begun and ended by the clock, each under the epoch of a lease.</summary>
internal static class WorkDecisions
{
    /// <summary>A node takes the work. An epoch only grows: a node that hung and wakes up takes nothing back.</summary>
    public static Decision Take(RunState run, TakeWork command)
    {
        if (NotTheClock(run, command) is { } notTheClock)
            return notTheClock;
        return command.Epoch > run.WorkEpoch
            ? command.Fact(new WorkTaken { Epoch = command.Epoch, Node = command.Node })
            : Refusal.State("old-epoch", $"{command.Epoch}", $"{run.WorkEpoch}");
    }

    /// <summary>All parts that can be, each decided on what the ones before led to.</summary>
    public static Decision Turn(RunState run, TurnOfWork command)
    {
        if (NotTheClock(run, command) is { } notTheClock)
            return notTheClock;
        List<RunEvent> all = [];
        var after = run;
        foreach (var part in command.Parts)
        {
            if (!after.Tasks.ContainsKey(part.Task))
                continue;
            var decision = TaskDecisions.Decide(after, part with
            {
                CommandId = command.CommandId,
                Actor = command.Actor,
                ActorRoles = command.ActorRoles,
                Via = command.Via,
                Received = command.Received,
                Now = command.Now,
            });
            all.AddRange(decision.Events);
            after = after.Evolve(decision.Events);
        }
        return Decision.Of(all);
    }

    public static Decision Release(RunState run, PlanTask task, TaskRecord record, ReleaseWork command)
    {
        if (TaskDecisions.NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Work is null)
            return Refusal.State("is-done-by-people", RefusalValues.Task(task.Id));
        if (!record.Stored.MayStart())
            return Refusal.State("already-" + TaskDecisions.Word(record.Stored), RefusalValues.Task(task.Id));
        if (record.Released || !WaitsForRelease(task, record))
            return Refusal.State("nothing-to-release", RefusalValues.Task(task.Id));
        if (TaskEndings.TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        if (MayNotBegin(run, task, record, command) is { } mayNot)
            return mayNot;
        return command.Fact(new WorkReleased { Task = task.Id });
    }

    public static Decision Intend(RunState run, PlanTask task, TaskRecord record, IntendWork command)
    {
        if (NotTheClock(run, command) is { } notTheClock)
            return notTheClock;
        if (OldEpoch(run, command.Epoch) is { } old)
            return old;
        if (command.Again is { } why)
            return BeginAgain(task, record, command, why);
        if (!WorkDue.IsDue(run, task, command.Now))
            return Refusal.State("not-due", RefusalValues.Task(task.Id));
        var attempt = record.Attempt + 1;
        // Of what nobody knows whether it was done, what it acts on may know by the key.
        var key = record is { Stored: TaskState.Unknown, Work.Key: var before } ? before : $"{command.KeyOf}.{task.Id}.{attempt}";
        return command.Fact(new WorkIntended { Task = task.Id, Attempt = attempt, Key = key, Epoch = command.Epoch });
    }

    /// <summary>What began under an older epoch begins again with the same key. People may have paused the run meanwhile: that keeps nothing from starting that had started.</summary>
    private static Decision BeginAgain(PlanTask task, TaskRecord record, IntendWork command, RepeatCause why) =>
        record is { Stored: TaskState.InProgress, AwaitsVerification: false, Work: { Outcome: null } work } && work.Epoch < command.Epoch
            ? command.Fact(new WorkIntended { Task = task.Id, Attempt = work.Attempt, Key = work.Key, Epoch = command.Epoch, Again = why })
            : Refusal.State("not-due", RefusalValues.Task(task.Id));

    /// <remarks>A result is never lost: one that comes too late is noted as such.</remarks>
    public static Decision Report(RunState run, PlanTask task, TaskRecord record, ReportWork command)
    {
        if (NotTheClock(run, command) is { } notTheClock)
            return notTheClock;
        if (record.Work is not { } work)
            return Refusal.State("not-started", RefusalValues.Task(task.Id));
        var (attempt, epoch, output) = (command.Attempt, command.Epoch, command.Output);
        if (!IsAwaited(run, record, work, command))
            return command.Fact(new LateResultRefused { Task = task.Id, Attempt = attempt, Epoch = epoch, Outcome = command.Outcome, Said = command.Said, Output = output });
        return command.Outcome switch
        {
            WorkOutcome.Succeeded => command.Fact(new WorkSucceeded { Task = task.Id, Attempt = attempt, Epoch = epoch, Said = command.Said, Output = output, AwaitsVerification = task.VerifiedBy is not null }),
            WorkOutcome.Failed => command.Fact(new WorkFailed { Task = task.Id, Attempt = attempt, Epoch = epoch, Reason = command.Said ?? "", Output = output }),
            _ => command.Fact(new WorkLost { Task = task.Id, Attempt = attempt, Epoch = epoch, Cause = command.Cause, Reason = command.Said, Output = output }),
        };
    }

    /// <summary>Whether a result is the one that the task waits for. Who took the work over may report what he learned of what began before.</summary>
    private static bool IsAwaited(RunState run, TaskRecord record, WorkRecord work, ReportWork command) =>
        record is { Stored: TaskState.InProgress, AwaitsVerification: false } && work.Outcome is null
        && command.Attempt == work.Attempt && command.Epoch == run.WorkEpoch && command.Epoch >= work.Epoch;

    /// <summary>Whether it begins only when a person says so.</summary>
    internal static bool WaitsForRelease(PlanTask task, TaskRecord record) =>
        task.Work is { Hold: true } || record.Reopened || record.Stored is TaskState.Failed or TaskState.Unknown;

    private static Refusal? MayNotBegin(RunState run, PlanTask task, TaskRecord record, RunCommand command)
    {
        if (run.Status == RunStatus.Paused)
            return Refusal.State("paused");
        if (record.Blocked is not null)
            return Refusal.State("blocked", RefusalValues.Task(task.Id));
        return TaskDecisions.NotReady(run, task, command.At);
    }

    private static Refusal? OldEpoch(RunState run, long epoch) =>
        epoch == run.WorkEpoch ? null : Refusal.State("old-epoch", $"{epoch}", $"{run.WorkEpoch}");

    private static Refusal? NotTheClock(RunState run, RunCommand command) =>
        ActPermissions.Allow(run, command) ? null : Refusal.Who("only-the-clock");
}
