using NodaTime;
using Slipway.Formats.Sheets.Import;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>Makes a plan of a spreadsheet: propose how it is read, let a person confirm, import.</summary>
public static class SheetImport
{
    /// <summary>How the workbook is probably meant to be read: the sheets, their headers, their columns.</summary>
    public static WorkbookMapping Propose(Workbook workbook) => MappingProposal.Of(workbook);

    /// <summary>The mapping of a sheet when a person says which row its header is.</summary>
    public static ColumnMapping WithHeader(Grid grid, SheetRole role, int row) => MappingProposal.WithHeader(grid, role, row);

    /// <summary>The columns of a sheet as a person sees them: name, first values, and what they are used for.</summary>
    public static IReadOnlyList<SheetColumn> Columns(Grid grid, ColumnMapping mapping)
    {
        var names = HeaderRow.Names(grid, mapping.HeaderRow).ToDictionary(name => name.Column, name => name.Name);
        var samples = new SortedDictionary<int, List<string>>();
        foreach (var row in grid.Rows.Where(row => row.Number > mapping.HeaderRow).Take(200))
        {
            foreach (var (column, cell) in row.Cells)
            {
                var values = samples.TryGetValue(column, out var known) ? known : samples[column] = [];
                if (values.Count < 3 && cell.Shown.Trim() is { Length: > 0 } value && !values.Contains(value))
                    values.Add(value);
            }
        }
        return [.. names.Keys.Union(samples.Keys).Order().Select(column => new SheetColumn(
            column, names.GetValueOrDefault(column, ""), samples.GetValueOrDefault(column) ?? [], mapping.Columns.TryGetValue(column, out var use) ? use : new ColumnUse(SheetField.Ignored)))];
    }

    /// <summary>Makes the plan. Every cell that was not understood is told; the plan is made without it.</summary>
    /// <param name="workbook">The file as read.</param>
    /// <param name="mapping">How it is read.</param>
    /// <param name="options">What a person says about the launch.</param>
    /// <param name="cancellation">When nobody waits for it any more.</param>
    public static ImportResult ToPlan(Workbook workbook, WorkbookMapping mapping, ImportOptions options, CancellationToken cancellation = default) =>
        new SheetToPlan(workbook, mapping, options, cancellation).Make();
}

/// <summary>A column of a sheet as a person sees it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Name">What the header says; empty where it says nothing.</param>
/// <param name="Samples">Up to three different values.</param>
/// <param name="Use">What it is used for.</param>
public sealed record SheetColumn(int Number, string Name, IReadOnlyList<string> Samples, ColumnUse Use)
{
    /// <summary><c>C</c>.</summary>
    public string Letters => CellPlace.Letters(Number);
}
