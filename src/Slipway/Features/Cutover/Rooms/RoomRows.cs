using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Features.Shared;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Rooms;

/// <summary>The lists beside the chart: who is needed, what goes on, what comes.</summary>
internal sealed class RoomRows(Run run, IReadOnlyList<ShownTask> tasks, RunWords words, Instant now)
{
    private const int MostNext = 6;

    private readonly IReadOnlyList<ShownTask> active = [.. tasks.Where(task => task.Task.IsRollback == run.State.RollbackBegan is not null)];

    private RunState State => run.State;

    public IReadOnlyList<RoomRow> NeedsSomeone() =>
        [.. active
            .Where(task => task.State is ShownState.Late or ShownState.Blocked or ShownState.Unknown or ShownState.Failed || task.Record.AwaitsVerification || AwaitsRelease(task))
            .OrderBy(task => task.Planned.Finish)
            .Select(task => Row(task, task.State, Figure(task), Why(task)))];

    public IReadOnlyList<RoomRow> Underway(IReadOnlyCollection<RoomRow> shown) =>
        [.. active
            .Where(task => task.Record.Stored == TaskState.InProgress && shown.All(row => row.Task != task.Task.Id))
            .Select(task => Row(task, ShownState.Running, Left(task), null))];

    public IReadOnlyList<RoomRow> Next(IReadOnlyCollection<RoomRow> shown) =>
        [.. active
            .Where(task => task.Task.Kind != TaskKind.Milestone && task.Record.Stored == TaskState.Planned && shown.All(row => row.Task != task.Task.Id))
            .OrderBy(task => task.State != ShownState.Ready).ThenBy(ComesAt)
            .Take(MostNext)
            .Select(task => Row(task, task.State, words.Times.Local(ComesAt(task)), null, After(task.Task)))];

    /// <summary>A machine is ready, and nobody has said yet that it may.</summary>
    private bool AwaitsRelease(ShownTask task) => task.Record.Stored == TaskState.Planned && State.Status != RunStatus.Planned && WorkDue.AwaitsRelease(State, task.Task, now);

    /// <summary>A task comes when it starts, a gate when it is decided: the band and the votes name that time too.</summary>
    private static Instant ComesAt(ShownTask task) => task.Task.Kind == TaskKind.Gate ? task.Finish : task.Start;

    private RoomRow Row(ShownTask shown, ShownState state, string figure, string? why, string? after = null)
    {
        var task = shown.Task;
        // What was finished waits for whoever confirms it, and nobody else.
        var confirms = shown.Record.AwaitsVerification ? State.Plan.Who(task.VerifiedBy, now, State.Clock)?.Id : null;
        var responsible = confirms is not null ? State.StandInFor(confirms) : State.ResponsibleFor(task, now);
        var deputy = State.Plan.Who(task.Deputy, now, State.Clock);
        var who = words.Name(responsible ?? task.Owner);
        List<string> more = [];
        if (confirms is null && deputy is not null && deputy.Id != responsible)
            more.Add(words.Texts.Format(IsFree(deputy.Id) && state is ShownState.Late ? "room.deputy-free" : "room.deputy", ("name", deputy.Name)));
        if (after is not null)
            more.Add(after);
        return new RoomRow(task.Id, state, words.Title(task), figure, why, who, responsible is null ? null : State.Plan.Launch.Person(responsible)?.Phone, string.Join(" · ", more));
    }

    private string Figure(ShownTask task) => task.State switch
    {
        ShownState.Ready => words.Times.Local(ComesAt(task)),
        ShownState.Unknown or ShownState.Failed => words.Texts.Format("room.since", ("time", words.Times.Local(task.Record.Finished ?? task.Record.Started ?? now))),
        ShownState.Blocked => words.Texts.Format("room.since", ("time", words.Times.Local(task.Record.BlockedSince ?? now))),
        _ => words.Times.Lateness(Instant.Max(now, task.Finish) - task.Planned.Finish),
    };

    private string? Why(ShownTask task)
    {
        if (task.Record.AwaitsVerification)
            return words.Texts.Format("room.awaits", ("name", words.Name(task.Task.VerifiedBy)));
        if (task.State is not ShownState.Blocked && AwaitsRelease(task))
            return words.Texts["work.awaits-release"];
        return task.State switch
        {
            ShownState.Blocked => task.Record.Blocked,
            ShownState.Unknown when task.Record.Work?.Cause is { } cause => words.Texts[$"work.cause-{Kebab.Of(cause)}"],
            ShownState.Unknown or ShownState.Failed => task.Record.Reason,
            _ => words.Texts.Format("room.late-why", ("now", words.Times.Local(task.Finish)), ("plan", words.Times.Local(task.Planned.Finish))),
        };
    }

    private string Left(ShownTask task)
    {
        var left = task.Finish - now;
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
