using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>One import, step by step: people, rows, times, ids, links, tasks, launch.</summary>
internal sealed class SheetToPlan
{
    private readonly ImportContext context;
    private readonly Findings findings;
    private readonly TaskNames names;
    private readonly StartTimes times;

    public SheetToPlan(Workbook workbook, WorkbookMapping mapping, ImportOptions options, CancellationToken cancellation)
    {
        findings = new Findings(workbook.FileName);
        context = new ImportContext(workbook, mapping, options, findings, new PeopleBook(mapping.IsOurs)) { Cancellation = cancellation };
        names = new TaskNames(context);
        times = new StartTimes(context);
    }

    public ImportResult Make()
    {
        foreach (var (grid, mapping) in Sheets(SheetRole.People))
            PeopleSheet.Read(grid, mapping, context);
        var stated = Sheets(SheetRole.Launch).Select(sheet => LaunchSheet.Read(sheet.Grid, context.People, findings)).FirstOrDefault();
        var tasks = ReadRows();
        if (findings.HasError)
            return new ImportResult(null, findings.All);

        var launches = new LaunchFacts(context, times);
        times.ReadCells(tasks);
        if (launches.Start(stated, tasks) is not { } launch)
            return new ImportResult(null, findings.All);
        context.Zone = launch.Zone;
        var clock = launch.Clock();
        TellOtherZones(clock);
        times.Resolve(tasks, clock);
        names.Name(tasks);

        var plan = new PlanAssembly(context, names, times).Tasks(tasks, clock);
        launch = launches.Finish(launch, stated, tasks, plan.Forward);
        var (forward, rollback) = (Phased(plan.Forward, tasks, launch), Phased(plan.Rollback, tasks, launch));
        return new ImportResult(
            new Plan
            {
                Launch = launch with { People = context.People.People, Teams = [.. launch.Teams, .. context.Teams.Teams] },
                Workstreams = Workstreams(forward.Concat(rollback)),
                Forward = [.. forward.Select((task, index) => task with { Path = $"forward/{index}" })],
                Rollback = [.. rollback.Select((task, index) => task with { Path = $"rollback/{index}" })],
                Journeys = [.. Sheets(SheetRole.Launch).SelectMany(sheet => LaunchSheet.Journeys(sheet.Grid, findings))],
                Accepted = [.. Sheets(SheetRole.Launch).SelectMany(sheet => LaunchSheet.Accepted(sheet.Grid, findings))],
            },
            findings.All)
        {
            Rows = [.. tasks.Select(task => new TaskRow(task.Id, task.Mapping, task.Row))],
        };
    }

    private IEnumerable<(Grid Grid, ColumnMapping Mapping)> Sheets(SheetRole role)
    {
        foreach (var mapping in context.Mapping.Sheets)
        {
            if (mapping.Role == role && context.Workbook.Sheet(mapping.Sheet) is { } grid)
                yield return (grid, mapping);
        }
    }

    private List<SheetTask> ReadRows()
    {
        var tasks = new List<SheetTask>();
        var sheets = Sheets(SheetRole.Plan).Concat(Sheets(SheetRole.Rollback)).ToList();
        if (!sheets.Exists(sheet => sheet.Mapping.Role == SheetRole.Plan && (sheet.Mapping.Has(SheetField.Title) || context.IsOurs)))
        {
            findings.Add(SheetRules.NoHeader, null, null);
            return tasks;
        }
        var cells = new TaskCells(context);
        foreach (var (grid, mapping) in sheets)
        {
            TellUnusedColumns(grid, mapping);
            foreach (var task in new SheetRows(grid, mapping, findings, context.IsOurs).Read())
            {
                context.Cancellation.ThrowIfCancellationRequested();
                task.SaidPhase = cells.PhaseOf(task);
                tasks.Add(task);
            }
        }
        if (tasks.Count == 0 && !context.IsOurs)
            findings.Add(SheetRules.NoTasks, sheets[0].Grid, null);
        return tasks;
    }

    private void TellUnusedColumns(Grid grid, ColumnMapping mapping)
    {
        foreach (var (column, name) in HeaderRow.Names(grid, mapping.HeaderRow))
        {
            // A column whose name is known and not part of a plan is no news; one that a person has put aside neither.
            var match = HeaderMatch.Of(name);
            if (!mapping.Columns.TryGetValue(column, out var use) && match is null)
                findings.Add(SheetRules.ColumnUnused, grid, new CellPlace(mapping.HeaderRow, column), name);
            else if (use.Field == SheetField.Ignored && match is { } known && UsedInstead(grid, mapping, known.Word) is { } other)
                findings.Add(SheetRules.ColumnDoubled, grid, new CellPlace(mapping.HeaderRow, column), name, other);
        }
    }

    /// <summary>The name of the column that is used for what another's name says too; null where none is, or where nothing is lost.</summary>
    private static string? UsedInstead(Grid grid, ColumnMapping mapping, string word)
    {
        if (!Enum.TryParse<SheetField>(word, ignoreCase: true, out var field) || field is SheetField.Ignored or SheetField.Status || !mapping.Has(field))
            return null;
        var used = mapping.ColumnsOf(field).First();
        return HeaderRow.Names(grid, mapping.HeaderRow).FirstOrDefault(column => column.Column == used).Name;
    }

    /// <summary>Columns whose names say another zone than the launch's: their times are read on the launch's wall clock all the same.</summary>
    private void TellOtherZones(LaunchClock clock)
    {
        foreach (var (grid, mapping) in Sheets(SheetRole.Plan).Concat(Sheets(SheetRole.Rollback)))
        {
            foreach (var (column, name) in HeaderRow.Names(grid, mapping.HeaderRow))
            {
                if (mapping.Columns.GetValueOrDefault(column).Field is SheetField.Date or SheetField.Start or SheetField.Finish or SheetField.NotBefore or SheetField.NotAfter
                    && HeaderMatch.OffsetIn(name, clock.T0) is { } offset && offset != clock.Local(clock.T0).Offset)
                    findings.Add(SheetRules.OtherZone, grid, new CellPlace(mapping.HeaderRow, column), name, clock.Zone.Id);
            }
        }
    }

    /// <summary>Where neither row nor heading says the phase, the start tells it: before the window or after it.</summary>
    private static List<PlanTask> Phased(IReadOnlyList<PlanTask> plan, List<SheetTask> tasks, Launch launch)
    {
        var unsaid = tasks.Where(task => task.SaidPhase is null && task.HeadingPhase is null && task.Start is not null).ToDictionary(task => task.Id);
        var clock = launch.Clock();
        var (opens, closes) = (clock.Resolve(launch.Window.Opens), clock.Resolve(launch.Window.Closes));
        return [.. plan.Select(task => !unsaid.TryGetValue(task.Id, out var row) ? task
            : row.Start < opens ? task with { Phase = Phase.Prepare }
            : row.Start >= closes ? task with { Phase = Phase.Stabilise }
            : task)];
    }

    private IReadOnlyList<string> Workstreams(IEnumerable<PlanTask> tasks) =>
        Sheets(SheetRole.Launch).Select(sheet => LaunchSheet.Workstreams(sheet.Grid, findings)).FirstOrDefault()
        ?? [.. tasks.Select(task => task.Workstream).OfType<string>().Distinct()];
}
