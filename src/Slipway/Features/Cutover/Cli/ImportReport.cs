using System.Text.Json.Serialization;
using Slipway.Formats.Sheets;
using Slipway.Planning.Checks;
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

    public static ImportReport Of(string path, string folder, Workbook? workbook, WorkbookMapping? mapping, IReadOnlyList<SheetProblem> told, ImportedTexts? texts)
    {
        var plan = texts is { MayBeSaved: true } ? texts.Reading.Plan : null;
        IReadOnlyList<ImportProblem> problems =
        [
            .. told.Concat(texts?.Lost ?? []).Select(ImportProblem.Of),
            .. (texts?.Reading.Problems ?? []).Where(problem => problem.Severity == Severity.Error).Select(problem => ImportProblem.Of(problem, texts!.Place(Path.GetFileName(path), problem))),
        ];
        return new(
            path,
            folder,
            plan is not null,
            plan is not null && problems.All(problem => problem.Severity == Severity.Hint),
            plan?.Forward.Count ?? 0,
            plan?.Rollback.Count ?? 0,
            workbook is null || mapping is null ? [] : [.. mapping.Sheets.SelectMany(sheet => ImportedColumn.Of(workbook, sheet))],
            problems);
    }

    /// <summary>How the sheet was read on stderr, the result on stdout.</summary>
    public void Print()
    {
        foreach (var sheet in Columns.GroupBy(column => (column.Sheet, column.Role, column.HeaderRow)))
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{Path.GetFileName(Sheet)}{(sheet.Key.Sheet.Length > 0 ? $", sheet \"{sheet.Key.Sheet}\"" : "")}, {sheet.Key.Role.ToString().ToLowerInvariant()}, names in row {sheet.Key.HeaderRow}:"));
            foreach (var column in sheet)
                Console.Error.WriteLine($"  {column.Column,-3} {column.Name.ReplaceLineEndings(" "),-30} {column.Use}");
        }
        foreach (var problem in Problems)
            Console.WriteLine($"{problem.Line}{(Answers.TryGetValue(problem.Rule, out var answer) ? $" ({answer})" : "")} [{problem.Rule}]");
        if (Problems.Count > 0)
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

internal sealed record ImportProblem(string Rule, Severity Severity, string File, string? Sheet, string? Cell, string Message, string Remedy)
{
    /// <summary>All of it but the rule in one line for a terminal.</summary>
    [JsonIgnore]
    public string Line { get; private init; } = "";

    public static ImportProblem Of(SheetProblem problem) =>
        Of(problem.Rule.Name, problem.Severity, problem.Where, problem.Message, problem.Remedy);

    /// <param name="problem">What makes the text that would be written no plan.</param>
    /// <param name="where">The cell that it comes from.</param>
    public static ImportProblem Of(Problem problem, SheetPlace where) =>
        Of(problem.Rule, problem.Severity, where, ProblemText.Message(problem), ProblemText.Remedy(problem));

    private static ImportProblem Of(string rule, Severity severity, SheetPlace where, string message, string remedy) =>
        new(rule, severity, where.File, where.Sheet, where.Cell?.ToString(), message, remedy)
        {
            Line = $"{where}: {ProblemText.Word(severity)}: {message.TrimEnd('.')}; {ProblemText.WithinSentence(remedy.TrimEnd('.'))}",
        };
}
