using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>The lists beside the chart: who is needed, what goes on, what comes.</summary>
internal sealed class RoomRows(Run run, RunForecast forecast, RunWords words, Instant now)
{
    private const int MostNext = 6;

    private RunState State => run.State;

    public IReadOnlyList<RoomRow> NeedsSomeone() =>
        [.. State.ActiveTasks
            .Select(task => (Task: task, Shown: ShownTasks.Shown(State, task, now)))
            .Where(pair => pair.Shown is ShownState.Late or ShownState.Blocked or ShownState.Unknown or ShownState.Failed || State.Tasks[pair.Task.Id].AwaitsVerification)
            .OrderBy(pair => State.Planned.GetValueOrDefault(pair.Task.Id).Finish)
            .Select(pair => Row(pair.Task, pair.Shown, Figure(pair.Task, pair.Shown), Why(pair.Task, pair.Shown)))];

    public IReadOnlyList<RoomRow> Underway(IReadOnlyCollection<RoomRow> shown) =>
        [.. State.ActiveTasks
            .Where(task => State.Tasks[task.Id].Stored == TaskState.InProgress && shown.All(row => row.Task != task.Id))
            .Select(task => Row(task, ShownState.Running, Left(task), null))];

    public IReadOnlyList<RoomRow> Next(IReadOnlyCollection<RoomRow> shown) =>
        [.. State.ActiveTasks
            .Where(task => task.Kind != TaskKind.Milestone && State.Tasks[task.Id].Stored == TaskState.Planned && shown.All(row => row.Task != task.Id))
            .Select(task => (Task: task, Shown: ShownTasks.Shown(State, task, now), At: ComesAt(task)))
            .OrderBy(item => item.Shown != ShownState.Ready).ThenBy(item => item.At)
            .Take(MostNext)
            .Select(item => Row(item.Task, item.Shown, words.Times.Local(item.At), null, After(item.Task)))];

    /// <summary>A task comes when it starts, a gate when it is decided: the band and the votes name that time too.</summary>
    private Instant ComesAt(PlanTask task)
    {
        var (start, finish) = ShownTasks.Expected(State, forecast, task, now);
        return task.Kind == TaskKind.Gate ? finish : start;
    }

    private RoomRow Row(PlanTask task, ShownState shown, string figure, string? why, string? after = null)
    {
        // What was finished waits for whoever confirms it, and nobody else.
        var confirms = State.Tasks[task.Id].AwaitsVerification ? State.Plan.Who(task.VerifiedBy, now, State.Clock)?.Id : null;
        var responsible = confirms is not null ? State.StandInFor(confirms) : State.ResponsibleFor(task, now);
        var deputy = State.Plan.Who(task.Deputy, now, State.Clock);
        var who = words.Name(responsible ?? task.Owner);
        List<string> more = [];
        if (confirms is null && deputy is not null && deputy.Id != responsible)
            more.Add(words.Texts.Format(IsFree(deputy.Id) && shown is ShownState.Late ? "room.deputy-free" : "room.deputy", ("name", deputy.Name)));
        if (after is not null)
            more.Add(after);
        return new RoomRow(task.Id, shown, words.Title(task), figure, why, who, responsible is null ? null : State.Plan.Launch.Person(responsible)?.Phone, string.Join(" · ", more));
    }

    private string Figure(PlanTask task, ShownState shown)
    {
        var record = State.Tasks[task.Id];
        var planned = State.Planned.GetValueOrDefault(task.Id);
        return shown switch
        {
            ShownState.Unknown or ShownState.Failed => words.Texts.Format("room.since", ("time", words.Times.Local(record.Finished ?? record.Started ?? now))),
            ShownState.Blocked => words.Texts.Format("room.since", ("time", words.Times.Local(record.BlockedSince ?? now))),
            _ => words.Times.Lateness(Instant.Max(now, ShownTasks.Expected(State, forecast, task, now).Finish) - planned.Finish),
        };
    }

    private string? Why(PlanTask task, ShownState shown)
    {
        var record = State.Tasks[task.Id];
        if (record.AwaitsVerification)
            return words.Texts.Format("room.awaits", ("name", words.Name(task.VerifiedBy)));
        return shown switch
        {
            ShownState.Blocked => record.Blocked,
            ShownState.Unknown or ShownState.Failed => record.Reason,
            _ => words.Texts.Format(
                "room.late-why",
                ("now", words.Times.Local(ShownTasks.Expected(State, forecast, task, now).Finish)),
                ("plan", words.Times.Local(State.Planned.GetValueOrDefault(task.Id).Finish))),
        };
    }

    private string Left(PlanTask task)
    {
        var left = ShownTasks.Expected(State, forecast, task, now).Finish - now;
        return left > Duration.Zero
            ? words.Texts.Format("room.left", ("time", words.Times.Length(left + Duration.FromSeconds(30))))
            : words.Texts["room.any-moment"];
    }

    private string? After(PlanTask task)
    {
        var waitsFor = Readiness.Of(State, task, now).For;
        return waitsFor.Count == 0 ? null : words.Texts.Format("room.after", ("title", words.Title(waitsFor[0])));
    }

    private bool IsFree(string person) =>
        !State.Tasks.Values.Any(record => record.Stored == TaskState.InProgress && State.Plan.Task(record.Id) is { Attended: true } && record.Starters.Contains(person));
}
