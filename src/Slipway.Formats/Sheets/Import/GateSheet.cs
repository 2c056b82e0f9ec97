using System.Globalization;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads the sheet of gates: a row for each criterion.</summary>
internal static class GateSheet
{
    public static ILookup<string, Criterion> Read(Grid grid, ColumnMapping mapping, ImportContext context)
    {
        var criteria = new List<(string Gate, Criterion Criterion)>();
        var ids = new Dictionary<string, Ids>();
        var columns = new FieldColumns(mapping);
        foreach (var row in grid.Rows.Where(row => row.Number > mapping.HeaderRow))
        {
            var cells = new SheetTask(grid, columns, row, new Dictionary<int, Cell>()) { IsRollback = false };
            var gate = cells.Text(SheetField.Gate);
            if (gate.Length == 0)
                continue;
            if (Met(cells.Text(SheetField.Met), context) is not { } met)
            {
                context.Findings.Add(SheetRules.NotAWord, grid, cells.Place(SheetField.Met), cells.Text(SheetField.Met), "task reconcile / inside window 0.8 / said by mensah");
                continue;
            }
            var titles = new Dictionary<string, string>();
            foreach (var (cell, place) in cells.Cells(SheetField.CriterionTitle))
            {
                if (!string.IsNullOrWhiteSpace(cell.Shown))
                    titles.TryAdd(mapping.Columns[place.Column].Language, context.Clean(cell.Shown));
            }
            var taken = ids.TryGetValue(gate, out var known) ? known : ids[gate] = new Ids("criterion");
            var id = cells.Text(SheetField.Criterion);
            if (!Ids.IsId(id) || !taken.Take(id))
                id = taken.Make(id.Length > 0 ? id : titles.Values.FirstOrDefault() ?? "");
            criteria.Add((gate, new Criterion(id, titles.Count == 0 ? LocalizedText.Of(id) : LocalizedText.Of(titles), !WordList.Values.Is("no", cells.Text(SheetField.Mandatory)), met)));
        }
        return criteria.ToLookup(criterion => criterion.Gate, criterion => criterion.Criterion);
    }

    /// <summary>As the sheet says how a criterion is known to be met.</summary>
    public static string Written(CriterionTest met, Func<string, string> person) => met switch
    {
        CriterionTest.TaskDone done => $"task {done.Task}",
        CriterionTest.InsideWindow inside => $"inside window {inside.Probability.ToString("R", CultureInfo.InvariantCulture)}",
        CriterionTest.SaidBy said => $"said by {person(said.PersonOrRole)}",
        _ => "",
    };

    private static CriterionTest? Met(string text, ImportContext context)
    {
        if (text.StartsWith("task ", StringComparison.OrdinalIgnoreCase))
            return new CriterionTest.TaskDone(text[5..].Trim());
        if (text.StartsWith("inside window", StringComparison.OrdinalIgnoreCase))
            return Probability.Read(text[13..]) is { Ok: true } share ? new CriterionTest.InsideWindow(share.Value) : null;
        return text.StartsWith("said by ", StringComparison.OrdinalIgnoreCase) ? new CriterionTest.SaidBy(context.People.One(text[8..])) : null;
    }
}
