using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets;

/// <summary>What came of an import. No plan: one of the problems is an error and says why.</summary>
/// <param name="Plan">The plan, without what was not understood.</param>
/// <param name="Problems">Every cell that was not understood, and what was guessed.</param>
public sealed record ImportResult(Plan? Plan, IReadOnlyList<SheetProblem> Problems)
{
    /// <summary>The row of each task that has one.</summary>
    internal IReadOnlyList<TaskRow> Rows { get; init; } = [];

    /// <summary>The sheet's cell that a value of the plan comes from; null where none does.</summary>
    /// <param name="task">The task's id; null for the launch.</param>
    /// <param name="field">The value's key in the plan: <c>takes</c>; null for the whole task, which is where its title is.</param>
    internal SheetPlace? Place(string? task, string? field)
    {
        if (Rows.FirstOrDefault(row => row.Id == task) is not { } row)
            return null;
        var column = new[] { field, nameof(SheetField.Title) }
            .Select(name => Enum.TryParse<SheetField>(name, ignoreCase: true, out var known) ? row.Columns.ColumnsOf(known).FirstOrDefault() : 0)
            .FirstOrDefault(column => column > 0, 1);
        return new SheetPlace("", row.Columns.Sheet, new CellPlace(row.Number, column));
    }
}

/// <param name="Id">The task's id.</param>
/// <param name="Columns">How its sheet was read.</param>
/// <param name="Number">The row's number.</param>
internal sealed record TaskRow(string Id, ColumnMapping Columns, int Number);
