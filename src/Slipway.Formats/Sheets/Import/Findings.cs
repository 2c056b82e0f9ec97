namespace Slipway.Formats.Sheets.Import;

/// <summary>Collects the problems of an import, and says how many there were when they are too many to list.</summary>
internal sealed class Findings(string file)
{
    /// <summary>So many are listed; a sheet in which more is wrong is mended by its column.</summary>
    public const int Listed = 10_000;

    private readonly List<SheetProblem> problems = [];
    private int unlisted;

    public bool HasError { get; private set; }

    /// <summary>What is about the whole file or a whole sheet, then cell after cell, as somebody goes through the sheet to mend it.</summary>
    public IReadOnlyList<SheetProblem> All => unlisted == 0 ? InOrder()
        : [.. InOrder(), new SheetProblem(SheetRules.AndMore, new SheetPlace(file, null, null), [$"{unlisted:N0}"])];

    private List<SheetProblem> InOrder()
    {
        var sheets = problems.Select(problem => problem.Where.Sheet ?? "").Distinct().Index().ToDictionary(sheet => sheet.Item, sheet => sheet.Index);
        return [.. problems.OrderBy(problem => problem.Where.Cell is null ? 0 : 1)
            .ThenBy(problem => sheets[problem.Where.Sheet ?? ""])
            .ThenBy(problem => problem.Where.Cell?.Row).ThenBy(problem => problem.Where.Cell?.Column)];
    }

    public void Add(InputRule rule, Grid? grid, CellPlace? cell, params string[] values)
    {
        HasError |= rule.Severity == Planning.Plans.Severity.Error;
        if (problems.Count < Listed)
            problems.Add(new SheetProblem(rule, new SheetPlace(file, grid?.Name, cell), values));
        else
            unlisted++;
    }
}
