namespace Slipway.Planning.Runs;

/// <summary>The state of a task in a run. The first three are computed from what is before it; the others are journalled.</summary>
public enum TaskState
{
    /// <summary>In the plan, not due.</summary>
    Planned,

    /// <summary>Due or next, and something before it is not finished.</summary>
    Waiting,

    /// <summary>May start.</summary>
    Ready,

    /// <summary>Started.</summary>
    InProgress,

    /// <summary>Nobody knows whether it worked; a person has to say.</summary>
    Unknown,

    Done,
    DoneWithWorkaround,
    Failed,

    /// <summary>Left out by decision.</summary>
    Skipped,

    /// <summary>Stopped by a rollback or a cancellation.</summary>
    Abandoned,
}

/// <summary>What the states mean for others.</summary>
public static class TaskStates
{
    /// <summary>Whether what follows may start.</summary>
    public static bool Releases(this TaskState state) =>
        state is TaskState.Done or TaskState.DoneWithWorkaround or TaskState.Skipped;

    /// <summary>Whether it has begun and may have changed something.</summary>
    public static bool HasEffect(this TaskState state) =>
        state is TaskState.InProgress or TaskState.Unknown or TaskState.Done or TaskState.DoneWithWorkaround or TaskState.Failed;

    /// <summary>Whether it may be started: never started, or started again after it failed or got lost.</summary>
    public static bool MayStart(this TaskState state) =>
        state is TaskState.Planned or TaskState.Waiting or TaskState.Ready or TaskState.Failed or TaskState.Unknown;

    /// <summary>Whether it never started.</summary>
    public static bool NotStarted(this TaskState state) => state is TaskState.Planned or TaskState.Waiting or TaskState.Ready;
}

/// <summary>Whether people only practise.</summary>
public enum RunMode
{
    Rehearsal,
    Live,
}

/// <summary>Whether people are told by e-mail and telephone what they have to do in a run.</summary>
public enum NoticeMode
{
    /// <summary>Nobody is told anything.</summary>
    Off,

    /// <summary>Everything goes to the server's test addresses and says for whom it would be.</summary>
    Test,

    On,
}

/// <summary>The state of a run.</summary>
public enum RunStatus
{
    /// <summary>Prepared, not begun.</summary>
    Planned,

    Running,

    /// <summary>No task may start; the clock goes on.</summary>
    Paused,

    RollingBack,
    Complete,
    RolledBack,
    Cancelled,
}

public static class RunStatuses
{
    /// <summary>Whether nothing can happen in the run any more.</summary>
    public static bool IsOver(this RunStatus status) => status is RunStatus.Complete or RunStatus.RolledBack or RunStatus.Cancelled;
}

/// <summary>By what way an act reached the run.</summary>
public enum Via
{
    Page,

    /// <summary>A phone call, taken by the scribe.</summary>
    Phone,

    Api,
    CommandLine,
    Autopilot,

    /// <summary>The clock: no person acted.</summary>
    Clock,

    /// <summary>The link in a notice, which opens one task without a password.</summary>
    Link,

    /// <summary>An answer by SMS.</summary>
    Sms,
}
