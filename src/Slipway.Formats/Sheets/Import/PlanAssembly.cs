using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Puts each task together: its own cells, its duration, its links, its start, its way back, its criteria.</summary>
internal sealed class PlanAssembly(ImportContext context, TaskNames names, StartTimes times)
{
    public (List<PlanTask> Forward, List<PlanTask> Rollback) Tasks(IReadOnlyList<SheetTask> rows, LaunchClock clock)
    {
        var cells = new TaskCells(context);
        var links = new LinkCells(context, names);
        var undos = new UndoCells(context, names);
        var plan = new Dictionary<SheetTask, PlanTask>();
        foreach (var row in rows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var task = cells.Read(row);
            plan[row] = WithDuration(task, row, clock);
            links.Read(row);
            TellCancelled(row);
        }
        var byId = rows.ToDictionary(row => row.Id);
        var criteria = Criteria();
        var (forward, rollback) = (new List<PlanTask>(), new List<PlanTask>());
        foreach (var row in rows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var task = plan[row];
            task = task with
            {
                After = row.Links,
                NotBefore = Once(Time(row, SheetField.NotBefore, clock), row, SheetField.NotBefore) ?? Once(links.NotBefore(row, task.Takes?.Likely, byId, clock), row, SheetField.Start),
                // A finish without a start is a deadline.
                NotAfter = Once(Time(row, SheetField.NotAfter, clock), row, SheetField.NotAfter) ?? (row.StartTime is null ? Once(row.FinishTime, row, SheetField.Finish) : null),
                Undo = undos.Read(row, task),
                Gate = task.Gate is { } gate ? gate with { Criteria = [.. criteria[row.Id]] } : null,
            };
            if (task.Team is { } team && context.Teams.IsEmpty(team))
            {
                context.Findings.Add(SheetRules.NoMembers, row.Grid, row.Place(SheetField.Team), row.Text(SheetField.Team));
                task = task with { Team = null };
            }
            (row.IsRollback ? rollback : forward).Add(task);
        }
        TellUnknownGates(criteria, forward.Concat(rollback));
        rollback.AddRange(undos.Described);
        return (forward, rollback);
    }

    private PlanTask WithDuration(PlanTask task, SheetTask row, LaunchClock clock)
    {
        var unit = row.Mapping.Columns.GetValueOrDefault(row.Place(SheetField.Takes).Column).Unit;
        var takes = context.Read(row, SheetField.Takes, SheetRules.NotADuration, "30m / 1h30 / 9m/12m/21m",
            cell => DurationCell.Estimate(cell, unit).Then(estimate => (Estimate: estimate, 0)))?.Estimate;
        var between = times.Between(row);
        if (takes is not null && between is { } stated && Disagrees(takes.Likely.AddTo(row.Start!.Value, clock.Zone), row.Finish!.Value))
            context.Findings.Add(SheetRules.DurationDisagrees, row.Grid, row.Place(SheetField.Takes), takes.ToString(), stated.ToString());
        takes ??= between is { } length ? Estimate.Exactly(length) : null;
        if (takes is not null && row.Start is { } begins)
            row.Finish = takes.Likely.AddTo(begins, clock.Zone);
        else if (takes is null && task.Kind != TaskKind.Task)
            row.Finish ??= row.Start;
        // A task of no length is a milestone, unless the sheet says what it is.
        var isMilestone = !context.IsOurs && task.Kind == TaskKind.Task && takes is { Likely.IsZero: true, HasSpread: false } && row.Text(SheetField.Kind).Length == 0;
        return isMilestone ? task with { Kind = TaskKind.Milestone } : task with { Takes = takes };
    }

    /// <summary>Where the sheet has days without times, a task only has to fit into its days.</summary>
    private bool Disagrees(Instant computed, Instant finish) =>
        computed > finish + Duration.FromMinutes(1) || (!times.AreWholeDays && computed < finish - Duration.FromMinutes(1));

    /// <summary>A wall clock that the zone shows once. In the nights when clocks change, one that it never shows or shows twice is told, and the first moment taken that can be meant.</summary>
    private PlanTime? Once(PlanTime? time, SheetTask row, SheetField field)
    {
        if (context.IsOurs || time is not PlanTime.WallClock { Offset: null } wall || context.Zone.MapLocal(wall.Local) is not { Count: not 1 } mapping)
            return time;
        var taken = mapping.Count == 0 ? new PlanTime.WallClock(wall.Local.InZoneLeniently(context.Zone).LocalDateTime) : wall with { Offset = mapping.First().Offset };
        if (mapping.Count == 0)
            context.Findings.Add(SheetRules.SkippedHour, row.Grid, row.Place(field), wall.ToString(), context.Zone.Id, taken.ToString());
        else
            context.Findings.Add(SheetRules.DoubledHour, row.Grid, row.Place(field), wall.ToString(), context.Zone.Id, taken.ToString(), (wall with { Offset = mapping.Last().Offset }).ToString());
        return taken;
    }

    private PlanTime? Time(SheetTask row, SheetField field, LaunchClock clock)
    {
        if (context.Filled(row, field) is not { } found)
            return null;
        var text = found.Cell.Shown.Trim();
        if (found.Cell.Kind == CellKind.Text && TimeParser.Time(text) is { Ok: true } written)
            return written.Value;
        var read = context.Times.Read(found.Cell);
        if (read.Ok && times.Moment(read.Value, row, clock, isFinish: field == SheetField.NotAfter && !context.IsOurs) is { } moment)
            return moment;
        context.Findings.Add(SheetRules.NotATime, row.Grid, found.Place, text, read.Correction ?? "2027-02-06 02:10 / T+10m");
        return null;
    }

    private ILookup<string, Criterion> Criteria() =>
        context.Mapping.Sheets.Where(sheet => sheet.Role == SheetRole.Gates)
            .Select(sheet => context.Workbook.Sheet(sheet.Sheet) is { } grid ? GateSheet.Read(grid, sheet, context) : null)
            .OfType<ILookup<string, Criterion>>().FirstOrDefault()
        ?? Array.Empty<Criterion>().ToLookup(criterion => "");

    private void TellUnknownGates(ILookup<string, Criterion> criteria, IEnumerable<PlanTask> tasks)
    {
        var gates = tasks.Where(task => task.Kind == TaskKind.Gate).Select(task => task.Id).ToHashSet();
        foreach (var gate in criteria.Where(group => !gates.Contains(group.Key)))
            context.Findings.Add(SheetRules.UnknownGate, null, null, gate.Key);
    }

    private void TellCancelled(SheetTask row)
    {
        if (row.Text(SheetField.Status) is { Length: > 0 } status && WordList.Values.Is("cancelled", status))
            context.Findings.Add(SheetRules.Cancelled, row.Grid, row.Place(SheetField.Status), status);
    }
}
