using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Features.Shared.Charts;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>Fills the room's chart from a run.</summary>
/// <remarks>
/// Forecasts slide with every second in which nothing happens. They are cut to about a thousandth of the window, a pixel
/// or two, so that an act moves only the bars that it moves; what happened is drawn where it happened.
/// </remarks>
internal static class RoomCharts
{
    private static readonly Duration Edge = Duration.FromMinutes(15);

    /// <summary>Parts of a minute: a time that is cut to one keeps its minute, and says the same as the figures beside the chart.</summary>
    private static readonly int[] Grains = [1, 5, 15, 30, 60];

    public static RoomModel Of(Run run, RunForecast forecast, IReadOnlyList<ShownTask> tasks, RunWords words, Instant now)
    {
        var state = run.State;
        var window = state.Plan.Launch.Window;
        var (opens, closes) = (state.Clock.Resolve(window.Opens), state.Clock.Resolve(window.Closes));
        var grain = Duration.FromSeconds(Grains.FirstOrDefault(seconds => seconds >= (closes - opens).TotalSeconds / 1000, Grains[^1]));
        var lanes = Lanes(run, forecast, tasks, words, grain);
        var (first, last) = (opens, closes);
        foreach (var task in lanes.SelectMany(lane => lane.Tasks))
        {
            first = Instant.Min(first, Instant.Min(task.PlannedStart, task.Start));
            last = Instant.Max(last, Instant.Max(task.PlannedFinish, task.Finish));
        }
        return new RoomModel
        {
            WindowOpens = opens,
            WindowCloses = closes,
            T0 = state.T0,
            Now = run.IsOpen && state.Running is not null ? now : null,
            From = first.CutTo(grain),
            To = Instant.Max(closes + Edge, last.CutTo(Edge) + Edge),
            Grain = grain,
            Gates = [.. tasks
                .Where(task => task.Task.Kind == TaskKind.Gate && task.Task.IsRollback == state.RollbackBegan is not null)
                .Select(task => new RoomGate(words.Title(task.Task), task.Finish.CutTo(grain)))],
            NoReturn = state.RollbackBegan is null && (state.Status != RunStatus.Cancelled || state.PointOfNoReturnPassed() is not null) ? forecast.PointOfNoReturn?.At.CutTo(grain) : null,
            RollbackDeadline = state.Status.IsOver() ? null : forecast.RollbackDeadline?.CutTo(grain),
            P50 = state.Status.IsOver() ? null : forecast.Finish?.P50.CutTo(grain),
            P80 = state.Status.IsOver() ? null : forecast.Finish?.P80.CutTo(grain),
            Lanes = lanes,
        };
    }

    private static List<RoomLane> Lanes(Run run, RunForecast forecast, IReadOnlyList<ShownTask> tasks, RunWords words, Duration grain)
    {
        // Once it rolls back, what was done before stays in sight under what takes it back.
        var shown = tasks.Where(task => run.State.RollbackBegan is null || task.Task.IsRollback || task.Record.HasHadEffect);
        var byWorkstream = shown.ToLookup(task => task.Task.Workstream);
        var order = run.State.Plan.Workstreams.Cast<string?>().Append(null).Concat(byWorkstream.Select(group => group.Key)).Distinct();
        return [.. order
            .Where(byWorkstream.Contains)
            .Select(workstream => new RoomLane(workstream is null ? words.Texts["room.no-workstream"] : words.Workstream(workstream), [.. byWorkstream[workstream].Select(task => Task(run.State, forecast, words, task, grain))]))];
    }

    private static RoomTask Task(RunState state, RunForecast forecast, RunWords words, ShownTask shown, Duration grain)
    {
        var (task, record) = (shown.Task, shown.Record);
        return new RoomTask
        {
            Id = task.Id,
            Title = words.Title(task),
            State = task.IsRollback && shown.State is ShownState.Running or ShownState.Done ? ShownState.Rollback : shown.State,
            Says = Says(words, shown),
            PlannedStart = shown.Planned.Start,
            PlannedFinish = shown.Planned.Finish,
            ActualStart = record.Started,
            ActualFinish = record.Finished,
            ForecastStart = shown.Start.CutTo(grain),
            ForecastFinish = shown.Finish.CutTo(grain),
            HatchedFrom = record.BlockedSince ?? (record.Stored == TaskState.Unknown ? record.Started : null),
            Critical = forecast.Forward?.Task(task.Id) is { Criticality: >= 0.5 } && !record.Stored.Releases(),
            IsPoint = task.Kind is TaskKind.Milestone or TaskKind.Gate,
            After = [.. state.LinksOf(task).Where(link => state.Tasks.ContainsKey(link.Predecessor)).Select(link => link.Predecessor)],
        };
    }

    private static string? Says(RunWords words, ShownTask task) => task.State switch
    {
        ShownState.Late => words.Texts.Format("room.says-late", ("time", words.Times.Length(task.Finish - task.Planned.Finish))),
        ShownState.Blocked => words.Texts["room.says-blocked"],
        ShownState.Unknown => words.Texts["room.says-unknown"],
        ShownState.Failed => words.Texts[task.Task.Kind == TaskKind.Gate ? "room.no-go" : "room.says-failed"],
        _ => task.Record.AwaitsVerification ? words.Texts["room.says-awaits"] : null,
    };

    private static Instant CutTo(this Instant at, Duration grain) => at - Duration.FromTicks(at.ToUnixTimeTicks() % grain.BclCompatibleTicks);
}
