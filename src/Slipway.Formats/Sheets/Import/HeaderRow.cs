namespace Slipway.Formats.Sheets.Import;

/// <summary>A row as a header: what its cells would make of the columns.</summary>
internal sealed class HeaderRow
{
    private readonly Dictionary<int, ColumnUse> columns = [];
    private readonly HashSet<SheetField> taken = [];

    private readonly bool isOurs;

    private HeaderRow(int row, bool isOurs) => (Row, this.isOurs) = (row, isOurs);

    public int Row { get; }
    public IReadOnlyDictionary<int, ColumnUse> Columns => columns;

    /// <summary>The language in which most of its names are written; empty where none is known.</summary>
    public string Language { get; private set; } = "";

    /// <summary>How much it looks like the header of a plan: one for each field, more for the task's title.</summary>
    public int Score => taken.Count + (taken.Contains(SheetField.Title) ? 2 : 0);

    public bool IsOf(params SheetField[] fields) => fields.All(taken.Contains);

    public bool HasAny(params SheetField[] fields) => fields.Any(taken.Contains);

    /// <param name="grid">The sheet.</param>
    /// <param name="row">The row.</param>
    /// <param name="isOurs">Whether the workbook is an export, in which a name without a language has none.</param>
    public static HeaderRow Read(Grid grid, int row, bool isOurs = false)
    {
        var header = new HeaderRow(row, isOurs);
        var matches = new List<(int Column, HeaderMatch Match)>();
        foreach (var (column, name) in Names(grid, row))
        {
            if (HeaderMatch.Of(name) is { } match)
                matches.Add((column, match));
        }
        header.Language = matches.Where(match => match.Match.WordLanguage.Length > 0)
            .GroupBy(match => match.Match.WordLanguage).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? "";
        foreach (var (column, match) in matches.OrderBy(match => match.Match.Exact ? 0 : 1))
            header.Take(column, match, matches);
        header.GiveSecondMeanings(matches);
        return header;
    }

    /// <summary>The name of each column in a header row; of blocks merged from the row above down, the block's.</summary>
    public static IEnumerable<(int Column, string Name)> Names(Grid grid, int row)
    {
        var above = grid.Row(row - 1) is null ? [] : grid.MergesFrom(row - 1);
        var names = new SortedDictionary<int, string>();
        foreach (var (column, cell) in grid.Row(row)?.Cells ?? [])
        {
            if (cell.Kind == CellKind.Text && cell.Shown.Trim() is { Length: > 0 } name)
                names[column] = name;
        }
        foreach (var merge in above)
        {
            var name = grid[merge.First.Row, merge.First.Column].Shown.Trim();
            if (name.Length == 0)
                continue;
            if (merge.Last.Row >= row)
                names.TryAdd(merge.First.Column, name);
            else if (WordList.Values.Is("notPlan", name))
            {
                // "Actual" above start and finish.
                for (var column = merge.First.Column; column <= merge.Last.Column && column <= merge.First.Column + 20; column++)
                {
                    if (names.TryGetValue(column, out var below))
                        names[column] = $"{name} {below}";
                }
            }
        }
        return names.Select(pair => (pair.Key, pair.Value));
    }

    private void Take(int column, HeaderMatch match, List<(int Column, HeaderMatch Match)> all)
    {
        if (match.Word is "description" or "step" || columns.ContainsKey(column))
            return;
        var field = Enum.Parse<SheetField>(match.Word, ignoreCase: true);
        if (field == SheetField.Ignored || (taken.Contains(field) && !MayRepeat(field)))
        {
            columns[column] = new ColumnUse(SheetField.Ignored);
            return;
        }
        var language = !ColumnUse.HasLanguages(field) ? ""
            : match.Language.Length > 0 ? match.Language
            // Two columns for the same text in two languages: their names tell which.
            : all.Any(other => other.Match.Word == match.Word && ((!isOurs && other.Match.Language.Length > 0) || (field != SheetField.Do && other.Match.WordLanguage != match.WordLanguage))) ? match.WordLanguage
            : "";
        if (ColumnUse.HasLanguages(field) && field != SheetField.Do && columns.ContainsValue(new ColumnUse(field, language)))
        {
            columns[column] = new ColumnUse(SheetField.Ignored);
            return;
        }
        taken.Add(field);
        columns[column] = new ColumnUse(field, language, field == SheetField.Takes ? match.Unit : DurationUnit.Unsaid);
    }

    private static bool MayRepeat(SheetField field) => ColumnUse.HasLanguages(field) || field is SheetField.Start or SheetField.Finish;

    /// <summary>Names that mean the title where nothing else does, and something else beside it.</summary>
    private void GiveSecondMeanings(List<(int Column, HeaderMatch Match)> matches)
    {
        foreach (var (column, match) in matches)
        {
            SheetField? field = match.Word switch
            {
                "description" => taken.Contains(SheetField.Title) ? SheetField.Do : SheetField.Title,
                "step" => !taken.Contains(SheetField.Title) && !matches.Any(other => other.Match.Word == "description") ? SheetField.Title
                    : taken.Contains(SheetField.Number) ? SheetField.Ignored : SheetField.Number,
                _ => null,
            };
            if (field is not { } meant)
                continue;
            columns[column] = new ColumnUse(meant, ColumnUse.HasLanguages(meant) ? match.Language : "");
            if (meant != SheetField.Ignored)
                taken.Add(meant);
        }
        var isPlan = HasAny(SheetField.After, SheetField.Takes, SheetField.Start, SheetField.Finish, SheetField.Owner, SheetField.Undo);
        if (isPlan && !taken.Contains(SheetField.Title))
            Turn(SheetField.Name, SheetField.Title);
        if (HasAny(SheetField.Title) && !taken.Contains(SheetField.Owner) && HasAny(SheetField.Roles, SheetField.Team))
            Turn(taken.Contains(SheetField.Roles) ? SheetField.Roles : SheetField.Team, SheetField.Owner);
    }

    private void Turn(SheetField from, SheetField to)
    {
        foreach (var column in columns.Where(column => column.Value.Field == from).Select(column => column.Key).Take(1).ToList())
        {
            columns[column] = new ColumnUse(to);
            taken.Remove(from);
            taken.Add(to);
        }
    }
}
