using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Planning.Runs;

/// <summary>Begin, pause, resume, cancel, and what the clock does.</summary>
internal static class RunDecisions
{
    /// <summary>A shorter wait is not worth a jump of the clock.</summary>
    private static readonly Duration WorthSkipping = Duration.FromMinutes(1);

    /// <summary>What the service owner types to confirm a live run.</summary>
    public static string WordsFor(RunState run) => $"{run.Plan.Launch.Id} live";

    public static Decision Begin(RunState run, BeginRun command)
    {
        if (run.Status != RunStatus.Planned)
            return Refusal.State("already-begun");
        if (run.Mode == RunMode.Live)
        {
            if (!ActPermissions.Allow(run, command))
                return Refusal.Who("only-the-service-owner-begins", RefusalValues.Person(Roles.ServiceOwner));
            if (!string.Equals(command.Confirm?.Trim(), WordsFor(run), StringComparison.OrdinalIgnoreCase))
                return Refusal.Input("confirm-in-words", WordsFor(run));
        }
        else if (!ActPermissions.Allow(run, command))
        {
            return Refusal.Who("observers-look-on");
        }
        return new RunBegun
        {
            At = run.Mode == RunMode.Live ? command.Now : run.From,
            Received = command.Received,
            Actor = command.Actor,
            For = command.For,
            Via = command.Via,
            Words = command.Confirm?.Trim(),
        };
    }

    public static Decision Tick(RunState run, Tick command)
    {
        if (run.Status is not (RunStatus.Running or RunStatus.RollingBack))
            return Decision.Of();
        if (Milestones.Reached(run, command.Now) is { } reached)
            return ByClock.Of(command, new MilestoneReached { Task = reached.Id, At = Milestones.ReachedAt(run, reached, command.Now) });
        return IdleUntil(run, command) is { } until && until - command.Now > WorthSkipping
            ? ByClock.Of(command, new ClockSkipped { From = command.Now, To = until, At = until })
            : Decision.Of();
    }

    public static Decision Pause(RunState run, PauseRun command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        if (run.Status != RunStatus.Running)
            return Refusal.State("cannot-pause-now");
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        return BeforeWhatStarted(run, command) is { } tooEarly
            ? tooEarly
            : command.Fact(new RunPaused { Reason = command.Reason });
    }

    public static Decision Resume(RunState run, ResumeRun command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        if (run.Status != RunStatus.Paused)
            return Refusal.State("not-paused");
        var paused = run.Pauses[^1].From;
        return command.HappenedAt is { } at && at < paused
            ? Refusal.Input("before-the-pause", RefusalValues.Time(at), RefusalValues.Time(paused))
            : command.Fact(new RunResumed());
    }

    /// <summary>A refusal of a time, if somebody gives one, in a pause that is over; while one goes on, nothing starts at all.</summary>
    public static Refusal? InAPause(RunState run, RunCommand command) =>
        command.HappenedAt is { } at && run.Pauses.Find(pause => pause.From <= at && at < pause.To) is { } paused
            ? Refusal.Input("was-paused", RefusalValues.Time(at), RefusalValues.Time(paused.From), RefusalValues.Time(paused.To!.Value))
            : null;

    /// <summary>A refusal to pause a run at a time, if somebody gives one, after which something still started, or the run was resumed.</summary>
    private static Refusal? BeforeWhatStarted(RunState run, PauseRun command)
    {
        var started = run.Plan.Tasks.Where(task => task.Kind != TaskKind.Milestone).Select(task => run.Tasks.GetValueOrDefault(task.Id)?.Started).Concat(run.Pauses.Select(pause => pause.To)).Max();
        return command.HappenedAt is { } at && at < started
            ? Refusal.Input("before-what-started", RefusalValues.Time(at), RefusalValues.Time(started.Value))
            : null;
    }

    public static Decision Cancel(RunState run, CancelRun command)
    {
        if (!ActPermissions.Allow(run, command))
            return Refusal.Who("only-leaders", RefusalValues.Person(Roles.CutoverManager));
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Refusal.Input("reason-required");
        return BeforeWhatWasDone(run, command) is { } tooEarly
            ? tooEarly
            : command.Fact(new RunCancelled { Reason = command.Reason, Abandoned = UnderWay(run) });
    }

    /// <summary>A refusal to stop a run at a time, if somebody gives one, after which people still did something in it.</summary>
    /// <remarks>Without one it is now, and a clock that lags behind must keep nobody from going back.</remarks>
    public static Refusal? BeforeWhatWasDone(RunState run, RunCommand command) =>
        command.HappenedAt is { } at && run.LastDone is { } last && at < last
            ? Refusal.Input("before-what-was-done", RefusalValues.Time(at), RefusalValues.Time(last))
            : null;

    /// <summary>Tasks that a cancellation or a rollback leaves half done.</summary>
    public static IReadOnlyList<string> UnderWay(RunState run) =>
        [.. run.ActiveTasks.Where(task => run.Tasks[task.Id].Stored == TaskState.InProgress).Select(task => task.Id)];

    /// <summary>When something can happen next, if until then nobody of a rehearsal has anything to do; null if somebody has, or nobody ever will.</summary>
    private static Instant? IdleUntil(RunState run, Tick command)
    {
        if (run.Mode != RunMode.Rehearsal || (command.Limit is { } limit && AlarmDecisions.Due(run, limit, command.Now) is not null))
            return null;
        var next = command.Limit is { } ahead ? AlarmDecisions.NextAfter(ahead, command.Now) : null;
        var goesOn = false;
        foreach (var task in run.ActiveTasks)
        {
            var readiness = Readiness.Of(run, task, command.Now);
            // What acts in earnest ends when it ends, whatever the clock shows.
            if (readiness.State is TaskState.InProgress && !(run.Acts && task.Work is not null))
                readiness = Unattended(run, task, command.Now);
            if (readiness.State is TaskState.Ready or TaskState.InProgress or TaskState.Unknown or TaskState.Failed)
                return null;
            if (readiness is not { State: TaskState.Planned or TaskState.Waiting, For.Count: 0, Until: { } until })
                continue;
            goesOn = true;
            next = next is { } known ? Instant.Min(known, until) : until;
        }
        return goesOn ? next : null;
    }

    /// <summary>Something in progress that takes nobody: until it can be over at the earliest, or while its end waits for others, nobody has to do anything about it.</summary>
    private static Readiness Unattended(RunState run, PlanTask task, Instant now)
    {
        var record = run.Tasks[task.Id];
        if (task.Attended || record.AwaitsVerification)
            return new(TaskState.InProgress, [], null);
        var (waitsFor, until) = Readiness.BeforeFinish(run, task, now);
        var ends = run.TakesOf(task).Optimistic.AddTo(record.Started!.Value, run.Clock.Zone);
        if (until is { } free)
            ends = Instant.Max(ends, free);
        return waitsFor.Count > 0 || ends > now ? new(TaskState.Waiting, waitsFor, waitsFor.Count > 0 ? null : ends) : new(TaskState.InProgress, [], null);
    }
}
