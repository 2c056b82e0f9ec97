using Slipway.Formats.Sheets;
using Slipway.Planning.Plans;

namespace Slipway.Features.Cutover.Cli;

/// <summary>What an import did; as JSON the whole result of <c>slipway plan import --json</c>.</summary>
/// <param name="Sheet">The file.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Written">Whether the plan was written.</param>
/// <param name="Ok">Whether it was written and every cell was understood.</param>
/// <param name="Tasks">Forward tasks.</param>
/// <param name="Rollback">Rollback tasks.</param>
/// <param name="Columns">How the columns were read.</param>
/// <param name="Problems">What was not understood, and what was guessed.</param>
internal sealed record ImportReport(
    string Sheet, string Folder, bool Written, bool Ok, int Tasks, int Rollback, IReadOnlyList<ImportedColumn> Columns, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>Options that answer what a sheet did not say.</summary>
    private static readonly Dictionary<string, string> Answers = new()
    {
        [SheetRules.NoT0.Name] = "--t0 2027-02-06T02:00",
        [SheetRules.T0Taken.Name] = "--t0 2027-02-06T02:00",
        [SheetRules.NoZone.Name] = "--zone Africa/Djibouti",
        [SheetRules.WindowTaken.Name] = "--window T-30m/T+4h/20m",
        [SheetRules.NoHeader.Name] = "--sheet NAME --header ROW",
        [SheetRules.ColumnUnused.Name] = "--column C=owner",
    };

    public static ImportReport Of(string path, string folder, Workbook? workbook, WorkbookMapping? mapping, Plan? plan, IReadOnlyList<SheetProblem> problems) => new(
        path,
        folder,
        plan is not null,
        plan is not null && problems.All(problem => problem.Severity == Severity.Hint),
        plan?.Forward.Count ?? 0,
        plan?.Rollback.Count ?? 0,
        workbook is null || mapping is null ? [] : [.. mapping.Sheets.SelectMany(sheet => ImportedColumn.Of(workbook, sheet))],
        [.. problems.Select(problem => new ImportProblem(
            problem.Rule.Name, problem.Severity, problem.Where.File, problem.Where.Sheet, problem.Where.Cell?.ToString(), problem.Message, problem.Remedy))]);

    /// <summary>How the sheet was read on stderr, the result on stdout.</summary>
    public void Print(IReadOnlyList<SheetProblem> problems)
    {
        foreach (var sheet in Columns.GroupBy(column => (column.Sheet, column.Role, column.HeaderRow)))
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{Path.GetFileName(Sheet)}{(sheet.Key.Sheet.Length > 0 ? $", sheet \"{sheet.Key.Sheet}\"" : "")}, {sheet.Key.Role.ToString().ToLowerInvariant()}, names in row {sheet.Key.HeaderRow}:"));
            foreach (var column in sheet)
                Console.Error.WriteLine($"  {column.Column,-3} {column.Name.ReplaceLineEndings(" "),-30} {column.Use}");
        }
        foreach (var problem in problems)
            Console.WriteLine($"{problem.Where}: {problem.Severity.ToString().ToLowerInvariant()}: {problem.Rule.Line(problem.Values)}{(Answers.TryGetValue(problem.Rule.Name, out var answer) ? $" ({answer})" : "")} [{problem.Rule.Name}]");
        if (problems.Count > 0)
            Console.WriteLine();
        Console.WriteLine(Written
            ? FormattableString.Invariant($"{Folder}: {Tasks} tasks forward and {Rollback} back. Next: slipway plan check {Folder}")
            : $"{Sheet}: nothing was written.");
    }
}

internal sealed record ImportedColumn(string Sheet, SheetRole Role, int HeaderRow, string Column, string Name, string Use)
{
    public static IEnumerable<ImportedColumn> Of(Workbook workbook, ColumnMapping mapping) =>
        mapping.Role is SheetRole.Ignored or SheetRole.Launch || workbook.Sheet(mapping.Sheet) is not { } grid ? []
        : SheetImport.Columns(grid, mapping).Select(column => new ImportedColumn(mapping.Sheet, mapping.Role, mapping.HeaderRow, column.Letters, column.Name, column.Use.ToString()));
}

internal sealed record ImportProblem(string Rule, Severity Severity, string File, string? Sheet, string? Cell, string Message, string Remedy);
