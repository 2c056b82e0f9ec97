using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Tells tasks from headings, repeated headers and remarks, row by row.</summary>
/// <remarks>
/// A heading is a row in which nothing but one text stands: merged over several columns, or outside of the title's
/// column, or without the number that the tasks have; or a row that others are numbered under (1 above 1.1, 1.2) and
/// that nobody owns. It names a phase, the rollback part, or else a workstream.
/// </remarks>
internal sealed class SheetRows(Grid grid, ColumnMapping mapping, Findings findings, bool isOurs)
{
    private static readonly HashSet<SheetField> Inherits =
    [
        SheetField.Phase, SheetField.Workstream, SheetField.Owner, SheetField.Deputy, SheetField.Team, SheetField.Date,
        SheetField.Where, SheetField.System, SheetField.VerifiedBy,
    ];

    private readonly Dictionary<int, (int Until, Cell Cell)> merged = [];
    private readonly Phase? sheetPhase = PhaseWords.Read(grid.Name);
    private Phase? phase;
    private HeadingLabel? phaseLabel;
    private string? workstream;
    private bool rollback;

    public IEnumerable<SheetTask> Read()
    {
        var header = grid.Row(mapping.HeaderRow);
        rollback = mapping.Role == SheetRole.Rollback;
        var rows = grid.Rows;
        var columns = new FieldColumns(mapping);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Number <= mapping.HeaderRow)
                continue;
            OpenMerges(row.Number);
            if (header is not null && Repeats(row, header))
                continue;
            var inherited = Inherited(row.Number);
            var task = new SheetTask(grid, columns, row, inherited)
            {
                IsRollback = rollback,
                HeadingPhase = phase ?? sheetPhase,
                HeadingWorkstream = workstream,
            };
            if (!isOurs && HeadingOf(row, i + 1 < rows.Count ? rows[i + 1] : null, task) is { } heading)
                Enter(heading);
            else if (task.Text(SheetField.Title).Length > 0 || (isOurs && task.Text(SheetField.Id).Length > 0))
                yield return task;
            else
                Untitled(row, task);
        }
    }

    private void OpenMerges(int row)
    {
        foreach (var merge in grid.MergesFrom(row))
        {
            if (merge.Last.Row > row && mapping.Columns.TryGetValue(merge.First.Column, out var use) && Inherits.Contains(use.Field))
                merged[merge.First.Column] = (merge.Last.Row, grid[row, merge.First.Column]);
        }
    }

    private Dictionary<int, Cell> Inherited(int row) =>
        merged.Count == 0 ? [] : merged.Where(column => column.Value.Until >= row).ToDictionary(column => column.Key, column => column.Value.Cell);

    private bool Repeats(GridRow row, GridRow header) =>
        mapping.Columns.Count(column => column.Value.Field != SheetField.Ignored) > 2
        && mapping.Columns.Keys.All(column => row[column].Shown.Trim() == header[column].Shown.Trim());

    private string? HeadingOf(GridRow row, GridRow? next, SheetTask task)
    {
        var filled = row.Cells.Where(cell => cell.Cell.Shown.Trim().Length > 0).ToList();
        var numbers = mapping.ColumnsOf(SheetField.Number).Concat(mapping.ColumnsOf(SheetField.Id)).ToList();
        var others = filled.Where(cell => !numbers.Contains(cell.Column)).ToList();
        if (filled is [{ Cell.Kind: CellKind.Text } only])
        {
            var isTitle = mapping.Columns.TryGetValue(only.Column, out var use) && use.Field == SheetField.Title;
            var isMerged = grid.MergesFrom(row.Number).Any(merge => merge.First.Column <= only.Column && merge.Last.Column > merge.First.Column && merge.Last.Column >= only.Column);
            // The tasks have numbers and this row has none.
            if (isMerged || !isTitle || (numbers.Count > 0 && next is not null && numbers.Any(column => !next[column].IsEmpty)))
                return use.Field is SheetField.Do or SheetField.Expect && !isMerged ? null : only.Cell.Shown.Trim();
        }
        if (others is [{ Cell.Kind: CellKind.Text } alone] && filled.Count > 1
            && grid.MergesFrom(row.Number).Any(merge => merge.First.Column <= alone.Column && merge.Last.Column > alone.Column))
            return alone.Cell.Shown.Trim();
        return IsParent(next, task) ? task.Text(SheetField.Title) : null;
    }

    private static bool IsParent(GridRow? next, SheetTask task)
    {
        if (next is null || task.Text(SheetField.Owner).Length > 0 || task.Text(SheetField.After).Length > 0 || task.Text(SheetField.Title).Length == 0)
            return false;
        foreach (var (cell, place) in task.Cells(SheetField.Number).Concat(task.Cells(SheetField.Id)))
        {
            var number = cell.Shown.Trim().TrimEnd('.');
            if (number.EndsWith(".0", StringComparison.Ordinal))
                number = number[..^2];
            if (number.Length > 0 && next[place.Column].Shown.Trim().StartsWith(number + ".", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private void Enter(string heading)
    {
        if (WordList.Values.Is("rollback", PhaseWords.Bare(heading)))
            (rollback, workstream, phaseLabel) = (true, null, HeadingLabel.Of(heading));
        else if (PhaseWords.Read(heading) is { } named)
            (phase, workstream, rollback, phaseLabel) = (named, null, mapping.Role == SheetRole.Rollback, HeadingLabel.Of(heading));
        else
        {
            // "B. Data" after "A. Preparation" stands beside it and not under it: what it holds is no preparation for being there.
            if (HeadingLabel.Of(heading) is { } label && phaseLabel is { } before)
            {
                if (label.Follows(before))
                    (phase, rollback, phaseLabel) = (null, mapping.Role == SheetRole.Rollback, label);
                else
                    // Counted anew: these are the phase's own parts, up to the next phase.
                    phaseLabel = null;
            }
            workstream = string.Join(' ', CleanText.Of(heading).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private void Untitled(GridRow row, SheetTask task)
    {
        foreach (var (cell, place) in task.Cells(SheetField.Title).Where(title => title.Cell.Kind == CellKind.Error))
            findings.Add(SheetRules.ErrorCell, grid, place, cell.Shown);
        foreach (var (column, cell) in row.Cells)
        {
            if (mapping.Columns.TryGetValue(column, out var use) && use.Field != SheetField.Ignored && cell.Shown.Trim().Length > 0)
            {
                findings.Add(SheetRules.NoTitle, grid, new CellPlace(task.Row, column), cell.Shown.Trim());
                return;
            }
        }
    }
}
