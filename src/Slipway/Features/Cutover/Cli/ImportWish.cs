using Slipway.Formats.Sheets;
using Slipway.Platform;

namespace Slipway.Features.Cutover.Cli;

/// <summary>What a person says about the sheet, where the proposal is not right.</summary>
/// <param name="Sheet">The sheet of the plan; null for the proposed one.</param>
/// <param name="Header">The row of its column names; null for the proposed one.</param>
/// <param name="Columns"><c>C=owner</c>.</param>
internal sealed record ImportWish(string? Sheet, int? Header, IReadOnlyList<string> Columns)
{
    public WorkbookMapping Mapping(Workbook workbook)
    {
        var mapping = SheetImport.Propose(workbook);
        if (Sheet is null && Header is null && Columns.Count == 0)
            return mapping;
        var plan = Chosen(workbook, mapping);
        if (Sheet is not null)
            mapping = new([.. mapping.Sheets.Select(other => other.Role == SheetRole.Plan ? other with { Role = SheetRole.Ignored } : other)]);
        var changed = Header is { } row ? SheetImport.WithHeader(workbook.Sheet(plan.Sheet)!, SheetRole.Plan, row) : plan with { Role = SheetRole.Plan };
        foreach (var column in Columns)
        {
            var parts = column.Split('=', 2);
            if (parts.Length != 2 || CellPlace.ColumnOf(parts[0].Trim()) is not (> 0 and var number) || ColumnUse.Parse(parts[1]) is not { } use)
                throw new UnusableInputException($"\"{column}\" does not say what a column is; write C=owner. Fields: {string.Join(", ", Enum.GetValues<SheetField>().Select(field => new ColumnUse(field)))}.");
            var known = SheetImport.Columns(workbook.Sheet(plan.Sheet)!, changed);
            if (known.All(one => one.Number != number))
                throw new UnusableInputException($"There is no column {CellPlace.Letters(number)} for \"{column}\"; the columns are {string.Join(", ", known.Select(one => one.Name.Length > 0 ? $"{one.Letters} ({one.Name})" : one.Letters))}.");
            changed = changed.With(number, use);
        }
        return mapping.With(changed);
    }

    private ColumnMapping Chosen(Workbook workbook, WorkbookMapping mapping)
    {
        if (Sheet is null)
            return mapping.Sheets.FirstOrDefault(sheet => sheet.Role == SheetRole.Plan) ?? mapping.Sheets[0];
        return mapping.Sheets.FirstOrDefault(sheet => string.Equals(sheet.Sheet, Sheet, StringComparison.OrdinalIgnoreCase))
            ?? throw new UnusableInputException($"There is no sheet \"{Sheet}\"; there is {string.Join(", ", workbook.Sheets.Select(sheet => $"\"{sheet.Name}\""))}.");
    }
}
