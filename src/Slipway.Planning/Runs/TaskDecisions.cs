using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>What people do to tasks.</summary>
internal static class TaskDecisions
{
    public static Decision Decide(RunState run, TaskCommand command)
    {
        var task = run.Plan.Task(command.Task)!;
        var record = run.Tasks[command.Task];
        if (task.IsRollback != (run.RollbackBegan is not null) && command is not (Runs.TakeBack or ReportWork))
            return Refusal.State("rolling-back-now", RefusalValues.Task(task.Id));
        return command switch
        {
            ReleaseWork release => WorkDecisions.Release(run, task, record, release),
            IntendWork intend => WorkDecisions.Intend(run, task, record, intend),
            ReportWork report => WorkDecisions.Report(run, task, record, report),
            StartTask start => Start(run, task, record, start),
            Acknowledge acknowledge => Acknowledge(run, task, record, acknowledge),
            FinishTask finish => TaskEndings.Finish(run, task, record, finish),
            VerifyTask verify => TaskEndings.Verify(run, task, record, verify),
            FailTask fail => TaskEndings.Fail(run, task, record, fail),
            MarkUnknown unknown => TaskEndings.Lose(run, task, record, unknown),
            WorkAround workaround => TaskEndings.WorkAround(run, task, record, workaround),
            WaiveSkip waive => TaskEndings.WaiveSkip(run, task, record, waive),
            SkipTask skip => TaskEndings.Skip(run, task, record, skip),
            ReopenTask reopen => TaskEndings.Reopen(run, task, record, reopen),
            Runs.TakeBack takeBack => TakeBack(run, task, record, takeBack),
            BlockTask block => Block(run, task, record, block),
            UnblockTask unblock => Unblock(run, task, record, unblock),
            HandOver hand => PeopleDecisions.HandOver(run, task, record, hand),
            ChangeDuration change => PlanDecisions.ChangeDuration(run, task, record, change),
            _ => throw new InvalidOperationException($"No decision is known for {command.GetType().Name}."),
        };
    }

    private static Decision Start(RunState run, PlanTask task, TaskRecord record, StartTask command)
    {
        if (NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Kind == TaskKind.Gate)
            return Refusal.State("a-gate-is-decided", RefusalValues.Task(task.Id));
        if (task.Work is not null)
            return Refusal.State("acts-by-itself", RefusalValues.Task(task.Id));
        if (run.Status == RunStatus.Paused)
            return Refusal.State("paused");
        if (RunDecisions.InAPause(run, command) is { } wasPaused)
            return wasPaused;
        if (record.Blocked is not null)
            return Refusal.State("blocked", RefusalValues.Task(task.Id));
        if (!record.Stored.MayStart())
            return Refusal.State("already-" + Word(record.Stored), RefusalValues.Task(task.Id));
        if (TaskEndings.TooEarly(record, command) is { } tooEarly)
            return tooEarly;
        if (NotReady(run, task, command.At) is { } notReady)
            return notReady;
        var attempt = record.Stored is TaskState.Failed or TaskState.Unknown || record.Attempt == 0 || record.Starters.Count == 0
            ? record.Attempt + 1
            : record.Attempt;
        var goesOn = record.Attempt == attempt;
        if (goesOn && record.Starters.Contains(command.Doer))
            return Refusal.State("you-already-started", RefusalValues.Task(task.Id));
        var (countsFor, underWay, refused) = Together.Count(run, task, command, task.StartBy, goesOn ? record.StartedFor : []);
        return refused is not null
            ? refused
            : command.Fact(new TaskStarted { Task = task.Id, Attempt = attempt, UnderWay = underWay, CountsFor = countsFor == command.Doer ? null : countsFor });
    }

    /// <remarks>Saying it twice says it once.</remarks>
    private static Decision Acknowledge(RunState run, PlanTask task, TaskRecord record, Acknowledge command)
    {
        if (NotYours(run, task, command) is { } notYours)
            return notYours;
        if (task.Kind == TaskKind.Gate)
            return Refusal.State("a-gate-is-decided", RefusalValues.Task(task.Id));
        if (!record.Stored.MayStart())
            return Refusal.State("already-" + Word(record.Stored), RefusalValues.Task(task.Id));
        return record.Acknowledged == command.Doer ? Decision.Of() : command.Fact(new TaskAcknowledged { Task = task.Id });
    }

    private static Decision TakeBack(RunState run, PlanTask task, TaskRecord record, Runs.TakeBack command)
    {
        if (record.BeforeLastAct is not { } before || record.LastActReceived is not { } received)
            return Refusal.State("nothing-to-take-back", RefusalValues.Task(task.Id));
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-who-did-it-takes-it-back", RefusalValues.Person(record.LastActor));
        if (command.Received - received > RunDecider.TakeBackWithin)
            return Refusal.State("too-late-to-take-back", RefusalValues.Task(task.Id));
        if (run.Status == RunStatus.Cancelled || (run.RollbackBegan is not null && !task.IsRollback))
            return Refusal.State("run-over");
        TaskEvent takenBack = record.Finishers.Count > before.Finishers.Count
            ? command.Fact(new FinishTakenBack { Task = task.Id })
            : command.Fact(new StartTakenBack { Task = task.Id });
        var all = Milestones.WithLost(run, command, takenBack);
        return FollowerUnderWay(run, run.Evolve(all)) is { } follower
            ? Refusal.State("follower-has-started", RefusalValues.Task(follower))
            : Decision.Of(all);
    }

    private static Decision Block(RunState run, PlanTask task, TaskRecord record, BlockTask command)
    {
        if (NotYours(run, task, command) is { } notYours)
            return notYours;
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        if (record.Stored.Releases() || record.Stored == TaskState.Abandoned)
            return Refusal.State("already-" + Word(record.Stored), RefusalValues.Task(task.Id));
        return record.Blocked is not null
            ? Refusal.State("already-blocked", RefusalValues.Task(task.Id))
            : command.Fact(new TaskBlocked { Task = task.Id, Reason = command.Reason });
    }

    private static Decision Unblock(RunState run, PlanTask task, TaskRecord record, UnblockTask command)
    {
        if (NotYours(run, task, command) is { } notYours)
            return notYours;
        return record.Blocked is null
            ? Refusal.State("not-blocked", RefusalValues.Task(task.Id))
            : command.Fact(new TaskUnblocked { Task = task.Id });
    }

    public static Refusal? NotYours(RunState run, PlanTask task, RunCommand command) =>
        ActPermissions.Allow(run, command)
            ? null
            : Refusal.Who("not-your-task", RefusalValues.Task(task.Id), RefusalValues.Person(run.ResponsibleFor(task, command.Now) ?? task.Owner));

    /// <summary>The word in a refusal's name: already-done, already-in-progress.</summary>
    public static string Word(TaskState state) => state switch
    {
        TaskState.InProgress => "in-progress",
        TaskState.DoneWithWorkaround => "done",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static Refusal? NotReady(RunState run, PlanTask task, Instant at)
    {
        var (waitsFor, until) = Readiness.BeforeStart(run, task, at);
        if (waitsFor.Count > 0)
            return Refusal.State("waits-for", RefusalValues.Task(task.Id), RefusalValues.Tasks(waitsFor));
        return until is { } time ? Refusal.State("not-before", RefusalValues.Task(task.Id), RefusalValues.Time(time)) : null;
    }

    /// <summary>The first task that would have started, or ended, without what it waits for.</summary>
    private static string? FollowerUnderWay(RunState run, RunState after) =>
        after.ActiveTasks.FirstOrDefault(task =>
            task.Kind != TaskKind.Milestone
            && after.Tasks[task.Id] is var record
            && ((record.Stored.HasEffect() && Readiness.StartWaitsAgain(run, after, task)) || (HasEnded(record) && Readiness.FinishWaitsAgain(run, after, task))))?.Id;

    private static bool HasEnded(TaskRecord record) => record.AwaitsVerification || record.Stored is TaskState.Done or TaskState.DoneWithWorkaround;
}
