namespace Slipway.Planning.Runs;

/// <summary>What one event does to one task.</summary>
internal static class TaskEvolution
{
    public static TaskRecord Evolve(TaskRecord record, TaskEvent happened) => happened switch
    {
        TaskStarted started => Start(record, started),
        TaskFinished finished => Finish(record, finished),
        TaskVerified => Verify(record, happened),
        TaskFailed failed => Settle(record, TaskState.Failed, happened, failed.Reason),
        TaskMarkedUnknown unknown => Settle(record, TaskState.Unknown, happened, unknown.Reason) with { Finished = null },
        TaskWorkedAround { AwaitsVerification: true } workaround => WorkAround(record, workaround),
        TaskWorkedAround workaround => Settle(record, TaskState.DoneWithWorkaround, happened, workaround.Reason),
        TaskSkipped skipped => Settle(record, TaskState.Skipped, happened, skipped.Reason),
        SkipWaived => record with { SkipWaived = true },
        MilestoneReached => Settle(record, TaskState.Done, happened, null) with { Started = happened.At, Attempt = 1 },
        MilestoneLost => new TaskRecord { Id = record.Id, HandedTo = record.HandedTo, Takes = record.Takes },
        WorkReleased => record with { Released = true, Actor = happened.Doer },
        WorkIntended intended => Begin(record, intended),
        WorkSucceeded done => Succeed(record, done),
        WorkFailed failed => Settle(Ended(record, WorkOutcome.Failed, failed.Reason, failed.Output), TaskState.Failed, failed, failed.Reason),
        WorkLost lost => Settle(Ended(record, WorkOutcome.Lost, lost.Reason, lost.Output, lost.Cause), TaskState.Unknown, lost, lost.Reason) with { Finished = null },
        LateResultRefused late => record with { Work = record.Work! with { Late = [.. record.Work.Late, late] } },
        TaskReopened reopened => new TaskRecord
        {
            Work = record.Work,
            Reopened = true,
            Id = record.Id,
            Attempt = record.Attempt,
            FirstStarted = record.FirstStarted,
            HandedTo = record.HandedTo,
            Takes = record.Takes,
            Actor = happened.Doer,
            Reason = reopened.Reason,
            Gate = record.Gate is { } gate ? gate with { Votes = new Dictionary<string, VoteRecord>(), HeldUntil = null } : null,
        },
        StartTakenBack or FinishTakenBack => TakeBack(record),
        TaskBlocked blocked => record with { Blocked = blocked.Reason, BlockedSince = blocked.At, Actor = happened.Doer },
        TaskUnblocked => record with { Blocked = null, BlockedSince = null, Unblocked = happened.At, Actor = happened.Doer },
        TaskHandedOver handed => record with { HandedTo = handed.To, Acknowledged = null },
        TaskAcknowledged => record with { Acknowledged = happened.Doer },
        DurationChanged changed => record with { Takes = changed.Takes },
        VoteCast vote => Vote(record, vote),
        CriterionConfirmed confirmed => WithGate(record, gate => gate with { Confirmed = With(gate.Confirmed, confirmed.Criterion, confirmed) }),
        GateDecided decided => Decide(record, decided),
        _ => throw new InvalidOperationException($"The journal holds an event that this version does not know: {happened.GetType().Name}."),
    };

    private static TaskRecord Start(TaskRecord record, TaskStarted started) => record with
    {
        Stored = started.UnderWay ? TaskState.InProgress : TaskState.Planned,
        Attempt = started.Attempt,
        Started = started.UnderWay ? started.At : null,
        FirstStarted = record.FirstStarted ?? (started.UnderWay ? started.At : null),
        Finished = null,
        Starters = record.Attempt == started.Attempt ? [.. record.Starters, started.Doer] : [started.Doer],
        StartedFor = record.Attempt == started.Attempt ? [.. record.StartedFor, started.CountsFor ?? started.Doer] : [started.CountsFor ?? started.Doer],
        Finishers = [],
        FinishedFor = [],
        SaidFinished = null,
        Reason = null,
        Actor = started.Doer,
        BeforeLastAct = record with { BeforeLastAct = null },
        LastActReceived = started.Received,
        LastActor = started.Actor,
    };

    private static TaskRecord Begin(TaskRecord record, WorkIntended intended)
    {
        var again = record.Work?.Attempt == intended.Attempt ? record.Work : null;
        return record with
        {
            Stored = TaskState.InProgress,
            Attempt = intended.Attempt,
            Started = again is null ? intended.At : record.Started ?? intended.At,
            FirstStarted = record.FirstStarted ?? intended.At,
            Finished = null,
            Starters = [],
            StartedFor = [],
            Finishers = [],
            FinishedFor = [],
            SaidFinished = null,
            Reason = null,
            Actor = intended.Doer,
            Released = false,
            Reopened = false,
            Work = new(intended.Attempt, intended.Key, intended.Epoch, intended.At) { Begun = (again?.Begun ?? 0) + 1, Late = record.Work?.Late ?? [] },
            BeforeLastAct = null,
        };
    }

    private static TaskRecord Succeed(TaskRecord record, WorkSucceeded done)
    {
        var ended = Ended(record, WorkOutcome.Succeeded, done.Said, done.Output);
        return done.AwaitsVerification
            ? ended with { SaidFinished = done.At, AwaitsVerification = true, Actor = done.Doer }
            : Settle(ended, TaskState.Done, done, null);
    }

    private static TaskRecord Ended(TaskRecord record, WorkOutcome outcome, string? said, string? output, LossCause? cause = null) =>
        record with { Work = record.Work! with { Outcome = outcome, Said = said, Output = output, Cause = cause } };

    private static TaskRecord Finish(TaskRecord record, TaskFinished finished)
    {
        var next = finished.Settled ? Settle(record, TaskState.Done, finished, null) : record;
        return next with
        {
            Finishers = [.. record.Finishers, finished.Doer],
            FinishedFor = [.. record.FinishedFor, finished.CountsFor ?? finished.Doer],
            SaidFinished = finished.At,
            AwaitsVerification = !finished.Settled && finished.AwaitsVerification,
            Actor = finished.Doer,
            BeforeLastAct = record with { BeforeLastAct = null },
            LastActReceived = finished.Received,
            LastActor = finished.Actor,
        };
    }

    private static TaskRecord WorkAround(TaskRecord record, TaskWorkedAround workaround) => record with
    {
        Stored = TaskState.InProgress,
        Finished = null,
        Finishers = [.. record.Finishers.Where(finisher => finisher != workaround.Doer), workaround.Doer],
        SaidFinished = workaround.At,
        AwaitsVerification = true,
        WorkedAround = true,
        Reason = workaround.Reason,
        Actor = workaround.Doer,
        BeforeLastAct = null,
    };

    private static TaskRecord Verify(TaskRecord record, TaskEvent verified) =>
        (record.WorkedAround ? Settle(record, TaskState.DoneWithWorkaround, verified, record.Reason) : Settle(record, TaskState.Done, verified, null)) with { VerifiedBy = verified.Doer };

    /// <summary>What the last start or finish changed is as it was before; what was said since stays.</summary>
    private static TaskRecord TakeBack(TaskRecord record)
    {
        var before = record.BeforeLastAct ?? throw new InvalidOperationException($"Nothing of {record.Id} can be taken back.");
        // A finish that settled the task ended its block.
        var blocked = record.Stored.Releases() ? before : record;
        return record with
        {
            Stored = before.Stored,
            Attempt = before.Attempt,
            Started = before.Started,
            FirstStarted = before.FirstStarted,
            Finished = before.Finished,
            Starters = before.Starters,
            StartedFor = before.StartedFor,
            Finishers = before.Finishers,
            FinishedFor = before.FinishedFor,
            SaidFinished = before.SaidFinished,
            AwaitsVerification = before.AwaitsVerification,
            Reason = before.Reason,
            Actor = before.Actor,
            Blocked = blocked.Blocked,
            BlockedSince = blocked.BlockedSince,
            BeforeLastAct = null,
            LastActReceived = before.LastActReceived,
            LastActor = before.LastActor,
        };
    }

    private static TaskRecord Settle(TaskRecord record, TaskState state, RunEvent happened, string? reason) => record with
    {
        Stored = state,
        Started = record.Started ?? (state == TaskState.Skipped ? null : happened.At),
        FirstStarted = record.FirstStarted ?? (state == TaskState.Skipped ? null : happened.At),
        Finished = happened.At,
        Reason = reason,
        Actor = happened.Doer,
        AwaitsVerification = false,
        WorkedAround = false,
        Blocked = null,
        BlockedSince = null,
        BeforeLastAct = null,
    };

    private static TaskRecord Vote(TaskRecord record, VoteCast vote) =>
        WithGate(record, gate => gate with
        {
            Votes = With(gate.Votes, vote.Voter, new VoteRecord(vote.Voter, vote.Doer, vote.Go, vote.Comment, vote.At)),
        });

    private static TaskRecord Decide(TaskRecord record, GateDecided decided)
    {
        var next = WithGate(record, gate => gate with { Decisions = [.. gate.Decisions, decided], HeldUntil = decided.HoldUntil });
        return decided.Outcome switch
        {
            GateOutcome.Go or GateOutcome.GoWithConditions => Settle(next, TaskState.Done, decided, decided.Reason) with { Attempt = 1 },
            GateOutcome.Hold => WithGate(next, gate => gate with { Votes = new Dictionary<string, VoteRecord>() }),
            _ => Settle(next, TaskState.Failed, decided, decided.Reason) with { Attempt = 1 },
        };
    }

    private static TaskRecord WithGate(TaskRecord record, Func<GateRecord, GateRecord> change) =>
        record with { Gate = change(record.Gate ?? throw new InvalidOperationException($"{record.Id} is not a gate.")) };

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> all, string key, T value) => new(all) { [key] = value };
}
