namespace Slipway.Formats.Sheets.Import;

/// <summary>Proposes how a workbook is read: which sheet is what, where its header is, what its columns are.</summary>
internal static class MappingProposal
{
    /// <summary>A header is looked for in so many filled rows.</summary>
    public const int HeaderRows = 20;

    public static WorkbookMapping Of(Workbook workbook)
    {
        var isOurs = workbook.Sheets.Any(LaunchSheet.Is);
        var sheets = workbook.Sheets.Select(grid => Propose(grid, isOurs)).ToList();
        var plans = sheets.Where(sheet => sheet.Mapping.Role == SheetRole.Plan).ToList();
        if (plans.Count > 1 && !plans.All(plan => WordList.Values.Is("phase", plan.Mapping.Sheet)))
        {
            // Several sheets look like plans: the best one is, and a person may choose others.
            var best = plans.OrderBy(plan => plan.Grid.Hidden ? 1 : 0).ThenByDescending(plan => plan.Score).ThenByDescending(plan => plan.Grid.Rows.Count).First();
            return new([.. sheets.Select(sheet => sheet.Mapping.Role == SheetRole.Plan && sheet != best ? sheet.Mapping with { Role = SheetRole.Ignored } : sheet.Mapping)]);
        }
        return new([.. sheets.Select(sheet => sheet.Mapping)]);
    }

    /// <summary>The mapping of a sheet whose header stands in a given row.</summary>
    public static ColumnMapping WithHeader(Grid grid, SheetRole role, int row) =>
        Checked(grid, new ColumnMapping(grid.Name, role, row, HeaderRow.Read(grid, row).Columns));

    private static (Grid Grid, ColumnMapping Mapping, int Score) Propose(Grid grid, bool isOurs)
    {
        if (LaunchSheet.Is(grid))
            return (grid, new ColumnMapping(grid.Name, SheetRole.Launch, 0, new Dictionary<int, ColumnUse>()), 0);
        HeaderRow? best = null;
        foreach (var row in grid.Rows.Take(HeaderRows))
        {
            var header = HeaderRow.Read(grid, row.Number, isOurs);
            if (best is null || header.Score > best.Score)
                best = header;
        }
        if (best is null || best.Score < 2)
            return (grid, new ColumnMapping(grid.Name, SheetRole.Ignored, 0, new Dictionary<int, ColumnUse>()), 0);
        var role = RoleOf(grid, best);
        return (grid, Checked(grid, new ColumnMapping(grid.Name, role, best.Row, best.Columns)), best.Score);
    }

    private static SheetRole RoleOf(Grid grid, HeaderRow header) =>
        header.IsOf(SheetField.Gate, SheetField.Criterion) ? SheetRole.Gates
        : header.HasAny(SheetField.Name) && (header.HasAny(SheetField.Email, SheetField.Phone, SheetField.PersonId) || WordList.Values.Is("people", grid.Name)) ? SheetRole.People
        : !header.IsOf(SheetField.Title) || header.Score < 4 ? SheetRole.Ignored
        : WordList.Values.Is("rollback", grid.Name) ? SheetRole.Rollback
        : SheetRole.Plan;

    /// <summary>A column whose name is known and whose values are of another kind is used for what its values are.</summary>
    private static ColumnMapping Checked(Grid grid, ColumnMapping mapping)
    {
        mapping = StepsThatArePhases(grid, mapping);
        mapping = Unless(grid, mapping, SheetField.Phase, text => WordList.Values.Is("phase", PhaseWords.Bare(text)));
        mapping = Unless(grid, mapping, SheetField.Kind, text => WordList.Values.Is("kind", text));
        return Unless(grid, mapping, SheetField.Purpose, text => PlanWords.Purposes(text) is not null);
    }

    /// <summary>"Etapa" is a step's number in one sheet and the phase in another.</summary>
    private static ColumnMapping StepsThatArePhases(Grid grid, ColumnMapping mapping)
    {
        foreach (var column in mapping.ColumnsOf(SheetField.Number).ToList())
        {
            var values = grid.Rows.Where(row => row.Number > mapping.HeaderRow).Select(row => row[column]).Where(cell => !cell.IsEmpty).Take(300).ToList();
            if (!mapping.Has(SheetField.Phase) && values.Count > 0 && values.All(value => PhaseWords.Read(value.Shown) is not null))
                mapping = mapping.With(column, new ColumnUse(SheetField.Phase));
        }
        return mapping;
    }

    private static List<Cell> Values(Grid grid, ColumnMapping mapping, int column) =>
        grid.Rows.Where(row => row.Number > mapping.HeaderRow).Select(row => row[column]).Where(cell => cell.Kind == CellKind.Text).Take(300).ToList();

    private static ColumnMapping Unless(Grid grid, ColumnMapping mapping, SheetField field, Func<string, bool> isKnown)
    {
        foreach (var column in mapping.ColumnsOf(field).ToList())
        {
            var values = Values(grid, mapping, column);
            if (values.Count == 0 || values.Any(value => isKnown(value.Shown)))
                continue;
            var other = field == SheetField.Purpose || mapping.Has(SheetField.Workstream) ? SheetField.Ignored : SheetField.Workstream;
            mapping = mapping.With(column, new ColumnUse(other));
        }
        return mapping;
    }
}
