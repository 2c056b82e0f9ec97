using NodaTime;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>A run: where it is found and what its journal says.</summary>
public sealed record Run(RunRecord Record, RunState State)
{
    /// <summary>As many of the last events as stand beside a chart.</summary>
    private const int MostLatest = 12;

    /// <summary>What happened last, the newest last, with the version that it led to.</summary>
    public IReadOnlyList<(long Version, RunEvent Event)> Latest { get; private init; } = [];

    public Guid Id => Record.Id;

    public string Launch => Record.Launch;

    /// <summary>Whether it waits for something to happen.</summary>
    public bool IsOpen => !State.Status.IsOver();

    /// <summary>Whether a live run that is over goes on after these events: its last finish is taken back.</summary>
    public bool ComesBackBy(IReadOnlyList<RunEvent> events) =>
        !IsOpen && State.Mode == RunMode.Live && !State.Evolve(events).Status.IsOver();

    /// <summary>When the last task of a run that is over ended, on the run's clock, as its review says; when it was given up, if it was. Null while it is open.</summary>
    public Instant? Finished => State.Status == RunStatus.Cancelled
        ? State.Ended
        : State.Ended is null ? null : State.ActiveTasks.Max(task => State.Tasks[task.Id].Finished) ?? State.Ended;

    public Run After(IReadOnlyList<RunEvent> events) => this with
    {
        State = State.Evolve(events),
        Latest = [.. Latest.Concat(events.Select((happened, index) => (State.Version + index + 1, happened))).TakeLast(MostLatest)],
    };
}
