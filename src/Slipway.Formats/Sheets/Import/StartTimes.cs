using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Works out the starts, finishes and durations that the sheet states, and T-0 where nobody says it.</summary>
internal sealed class StartTimes(ImportContext context)
{
    private readonly Dictionary<SheetTask, (TimeCell Start, TimeCell Finish)> cells = [];
    private bool wholeDays = true;
    private LocalDateTime? before;

    /// <summary>Reads every start and finish as it stands, before T-0 is known.</summary>
    public void ReadCells(IReadOnlyList<SheetTask> tasks)
    {
        context.Times = new TimeCellReader(context.Workbook.Uses1904, new DayOrder(context).IsMonthFirst(tasks));
        foreach (var task in tasks)
        {
            var date = Joined(task, SheetField.Date);
            var (start, finish) = (Joined(task, SheetField.Start), Joined(task, SheetField.Finish));
            if (start != default || finish != default || date != default)
                cells[task] = (WithDate(start, date), FinishWithDate(finish, date, start));
            wholeDays &= start.Time is null && finish.Time is null;
        }
    }

    /// <summary>The first dated start of the launch phase, else of what the sheet puts into no phase, else of any; with its cell.</summary>
    public (LocalDateTime Local, SheetTask Task)? First(IReadOnlyList<SheetTask> tasks)
    {
        var dated = tasks.Where(task => !task.IsRollback && cells.TryGetValue(task, out var times) && times.Start.Date is not null).ToList();
        var launch = dated.Where(task => (task.SaidPhase ?? task.HeadingPhase) == Phase.Launch).ToList();
        var unsaid = dated.Where(task => (task.SaidPhase ?? task.HeadingPhase) is null).ToList();
        return (launch.Count > 0 ? launch : unsaid.Count > 0 ? unsaid : dated)
            .Select(task => (Local: cells[task].Start.Date!.Value + (cells[task].Start.Time ?? LocalTime.Midnight), Task: task))
            .OrderBy(start => start.Local).Select(start => ((LocalDateTime, SheetTask)?)start).FirstOrDefault();
    }

    /// <summary>Places every start and finish on the clock. A time without its date is the moment nearest to the task before it.</summary>
    public void Resolve(IReadOnlyList<SheetTask> tasks, LaunchClock clock)
    {
        before = clock.Planned.Local;
        foreach (var task in tasks)
        {
            task.Near = before;
            if (!cells.TryGetValue(task, out var times))
                continue;
            if (Moment(times.Start, clock, before!.Value, isFinish: false) is { } start)
            {
                (task.StartTime, task.Start) = (start, clock.Resolve(start));
                before = clock.Local(task.Start.Value).LocalDateTime;
                task.StartsAt = before;
            }
            if (Moment(times.Finish, clock, task.StartsAt ?? before.Value, isFinish: true) is not { } finish)
                continue;
            (task.FinishTime, task.Finish) = (finish, clock.Resolve(finish));
            if (task.Start is not { } begun)
                continue;
            if (task.Finish < begun)
                context.Findings.Add(SheetRules.FinishBeforeStart, task.Grid, task.Place(SheetField.Finish), task.Text(SheetField.Finish), task.Text(SheetField.Start));
            else if (task.Finish - begun > Duration.FromDays(TimeParser.LongestDays))
                context.Findings.Add(SheetRules.NotATime, task.Grid, task.Place(SheetField.Finish), task.Text(SheetField.Finish), task.Text(SheetField.Start));
            else
                continue;
            task.Finish = null;
        }
    }

    /// <summary>Whether the sheet's starts and finishes are days without a time.</summary>
    public bool AreWholeDays => wholeDays;

    /// <summary>The duration that start and finish leave; null where one is missing. Whole days stay days.</summary>
    public PlanDuration? Between(SheetTask task)
    {
        if (task.Start is not { } start || task.Finish is not { } finish)
            return null;
        return wholeDays && cells[task].Start.Relative is null
            ? new PlanDuration(Period.DaysBetween(start.InZone(context.Zone).Date, finish.InZone(context.Zone).Date), Duration.Zero)
            : PlanDuration.FromElapsed(finish - start);
    }

    private TimeCell Joined(SheetTask task, SheetField field)
    {
        var joined = default(TimeCell);
        foreach (var (cell, place) in task.Cells(field))
        {
            if (cell.Shown.Trim() is var shown && (shown.Length == 0 || ImportContext.IsDash(shown)) || PeopleBook.IsNobody(cell.Shown))
                continue;
            if (cell.Kind == CellKind.Error)
            {
                context.Findings.Add(SheetRules.ErrorCell, task.Grid, place, cell.Shown);
                continue;
            }
            var read = context.Times.Read(cell);
            if (read.Ok)
                joined = joined == default ? read.Value : joined.And(read.Value);
            else
                context.Findings.Add(SheetRules.NotATime, task.Grid, place, cell.Shown.Trim(), read.Correction ?? "2027-02-06 02:10 / 02:10 / T+10m");
        }
        return joined;
    }

    /// <summary>One day for both is the start's: a finish before it is on the next.</summary>
    private static TimeCell FinishWithDate(TimeCell finish, TimeCell date, TimeCell start) =>
        finish.Time is null || finish.Relative is not null || finish.HasDay ? finish
        : finish.And(date) with { PastMidnight = finish.PastMidnight || (start.Time is not null && !start.HasDay) };

    private static TimeCell WithDate(TimeCell time, TimeCell date) =>
        time.Relative is not null || time.HasDay ? time : time.And(date);

    /// <summary>A time that stands in another column of a row that has been placed.</summary>
    public PlanTime? Moment(TimeCell cell, SheetTask row, LaunchClock clock, bool isFinish) =>
        Moment(cell, clock, row.StartsAt ?? row.Near ?? clock.Planned.Local, isFinish);

    private PlanTime? Moment(TimeCell cell, LaunchClock clock, LocalDateTime near, bool isFinish)
    {
        if (cell.Relative is { } relative)
            return relative;
        if (!cell.HasDay && cell.Time is null)
            return null;
        var time = cell.Time ?? LocalTime.Midnight;
        var date = cell.Date ?? (cell.DayOfYear is { } day ? NearestYear(day, clock.Planned.Local.Date) : (LocalDate?)null);
        var local = date is { } known ? known + time : NearestDay(time, near, isFinish);
        if (cell.EndOfDay && date is not null || isFinish && cell.Time is null && wholeDays)
            local = local.PlusDays(1);
        if (cell.PastMidnight && date is not null && local < near)
            local = local.PlusDays(1);
        // A day without a time ends at its end where its start has a time.
        if (isFinish && cell.Time is null && local < near)
            local = local.PlusDays(1);
        if (cell.Offset is not { } offset)
            return new PlanTime.WallClock(local);
        // Said with an offset: the same instant on the launch's wall clock.
        var there = local.WithOffset(offset).ToInstant().InZone(clock.Zone);
        return new PlanTime.WallClock(there.LocalDateTime, clock.Zone.MapLocal(there.LocalDateTime).Count == 2 ? there.Offset : null);
    }

    private static LocalDate NearestYear(AnnualDate day, LocalDate near) =>
        Enumerable.Range(near.Year - 1, 3).Select(day.InYear).MinBy(date => Math.Abs(Period.DaysBetween(near, date)));

    private static LocalDateTime NearestDay(LocalTime time, LocalDateTime near, bool isFinish)
    {
        var days = Enumerable.Range(-1, 3).Select(step => near.Date.PlusDays(step) + time);
        return isFinish ? days.First(day => day >= near)
            : days.MinBy(day => Math.Abs(Period.Between(near, day, PeriodUnits.Minutes).Minutes));
    }
}
