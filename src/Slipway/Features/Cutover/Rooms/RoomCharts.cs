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

    public static RoomModel Of(Run run, RunForecast forecast, RunWords words, Instant now)
    {
        var state = run.State;
        var window = state.Plan.Launch.Window;
        var (opens, closes) = (state.Clock.Resolve(window.Opens), state.Clock.Resolve(window.Closes));
        var grain = Duration.FromSeconds(Grains.FirstOrDefault(seconds => seconds >= (closes - opens).TotalSeconds / 1000, Grains[^1]));
        var lanes = Lanes(run, forecast, words, now, grain);
        var times = lanes.SelectMany(lane => lane.Tasks).SelectMany(task => new[] { task.Start, task.Finish, task.PlannedStart, task.PlannedFinish }).ToList();
        var (first, last) = (times.DefaultIfEmpty(opens).Min(), times.DefaultIfEmpty(closes).Max());
        return new RoomModel
        {
            WindowOpens = opens,
            WindowCloses = closes,
            T0 = state.T0,
            Now = run.IsOpen && state.Running is not null ? now : null,
            From = Instant.Min(opens, first).CutTo(grain),
            To = Instant.Max(closes + Edge, last.CutTo(Edge) + Edge),
            Grain = grain,
            Gates = [.. state.ActiveTasks
                .Where(task => task.Kind == TaskKind.Gate)
                .Select(task => new RoomGate(words.Title(task), ShownTasks.Expected(state, forecast, task, now).Finish.CutTo(grain)))],
            NoReturn = state.RollbackBegan is null && (state.Status != RunStatus.Cancelled || state.PointOfNoReturnPassed() is not null) ? forecast.PointOfNoReturn?.At.CutTo(grain) : null,
            RollbackDeadline = state.Status.IsOver() ? null : forecast.RollbackDeadline?.CutTo(grain),
            P50 = state.Status.IsOver() ? null : forecast.Finish?.P50.CutTo(grain),
            P80 = state.Status.IsOver() ? null : forecast.Finish?.P80.CutTo(grain),
            Lanes = lanes,
        };
    }

    private static List<RoomLane> Lanes(Run run, RunForecast forecast, RunWords words, Instant now, Duration grain)
    {
        // Once it rolls back, what was done before stays in sight under what takes it back.
        var shown = run.State.Plan.Tasks.Where(task => run.State.Tasks.TryGetValue(task.Id, out var record) && (run.State.RollbackBegan is null || task.IsRollback || record.HasHadEffect));
        var byWorkstream = shown.ToLookup(task => task.Workstream);
        var order = run.State.Plan.Workstreams.Cast<string?>().Append(null).Concat(byWorkstream.Select(group => group.Key)).Distinct();
        return [.. order
            .Where(byWorkstream.Contains)
            .Select(workstream => new RoomLane(workstream is null ? words.Texts["room.no-workstream"] : words.Workstream(workstream), [.. byWorkstream[workstream].Select(task => Task(run, forecast, words, task, now, grain))]))];
    }

    private static RoomTask Task(Run run, RunForecast forecast, RunWords words, PlanTask task, Instant now, Duration grain)
    {
        var state = run.State;
        var record = state.Tasks[task.Id];
        var shown = ShownTasks.Shown(state, task, now);
        var planned = state.Planned.GetValueOrDefault(task.Id);
        var (start, finish) = ShownTasks.Expected(state, forecast, task, now);
        return new RoomTask
        {
            Id = task.Id,
            Title = words.Title(task),
            State = task.IsRollback && shown is ShownState.Running or ShownState.Done ? ShownState.Rollback : shown,
            Says = Says(words, task, record, shown, finish - planned.Finish),
            PlannedStart = planned.Start,
            PlannedFinish = planned.Finish,
            ActualStart = record.Started,
            ActualFinish = record.Finished,
            ForecastStart = start.CutTo(grain),
            ForecastFinish = finish.CutTo(grain),
            HatchedFrom = record.BlockedSince ?? (record.Stored == TaskState.Unknown ? record.Started : null),
            Critical = forecast.Forward?.Task(task.Id) is { Criticality: >= 0.5 } && !record.Stored.Releases(),
            IsPoint = task.Kind is TaskKind.Milestone or TaskKind.Gate,
            After = [.. state.LinksOf(task).Select(link => link.Predecessor).Where(state.Tasks.ContainsKey)],
        };
    }

    private static string? Says(RunWords words, PlanTask task, TaskRecord record, ShownState shown, Duration late) => shown switch
    {
        ShownState.Late => words.Texts.Format("room.says-late", ("time", words.Times.Length(late))),
        ShownState.Blocked => words.Texts["room.says-blocked"],
        ShownState.Unknown => words.Texts["room.says-unknown"],
        ShownState.Failed => words.Texts[task.Kind == TaskKind.Gate ? "room.no-go" : "room.says-failed"],
        _ => record.AwaitsVerification ? words.Texts["room.says-awaits"] : null,
    };

    private static Instant CutTo(this Instant at, Duration grain) => at - Duration.FromTicks(at.ToUnixTimeTicks() % grain.BclCompatibleTicks);
}
