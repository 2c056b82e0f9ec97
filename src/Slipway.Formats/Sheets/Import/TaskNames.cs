using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Gives tasks their ids and finds the task that a number, an id or a title names.</summary>
internal sealed class TaskNames(ImportContext context)
{
    private readonly Ids ids = new("task", "none");
    private readonly Dictionary<string, List<SheetTask>> byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<SheetTask>> byTitle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetTask> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<List<SheetTask>, ILookup<(Grid, bool, string?), SheetTask>> byPart = [];
    private readonly List<SheetTask> inOrder = [];
    private bool hasNumbers;
    private bool saidOrder;

    public void Name(IReadOnlyList<SheetTask> tasks)
    {
        inOrder.AddRange(tasks);
        // Ids that the sheet gives come first, so that no title takes one of them.
        foreach (var task in tasks)
            GiveOwnId(task);
        foreach (var task in tasks.Where(task => task.Id.Length == 0))
            task.Id = ids.Make(task.Text(SheetField.Title));
        foreach (var task in tasks)
        {
            byId[task.Id] = task;
            foreach (var field in (SheetField[])[SheetField.Number, SheetField.Id])
            {
                if (Number(task.Text(field)) is { Length: > 0 } number)
                    Add(byNumber, number, task);
            }
            hasNumbers |= task.Text(SheetField.Number).Length > 0;
            if (Folding.Fold(task.Text(SheetField.Title)) is { Length: > 0 } title)
                Add(byTitle, title, task);
        }
    }

    /// <summary>An id for a task that the sheet does not have: the way back that a cell describes.</summary>
    public string NewId(string title) => ids.Make(title);

    public bool IsTask(string name) => All(name).Count > 0;

    /// <summary>The task that a name in a cell of <paramref name="from"/> means; null and a problem where it means none, several, or the task itself.</summary>
    public string? Find(string name, SheetTask from, CellPlace place) => Only(All(name), name, from, place, from.IsRollback);

    /// <summary>The same in a cell that says how a task is taken back: a rollback task, where one has that name.</summary>
    public string? FindUndo(string name, SheetTask from, CellPlace place) =>
        All(name) is var all && all.Exists(task => task.IsRollback) ? Only(all, name, from, place, isRollback: true) : Only(all, name, from, place, from.IsRollback);

    private string? Only(List<SheetTask> all, string name, SheetTask from, CellPlace place, bool isRollback)
    {
        if (all.Count == 0)
            return null;
        var found = all;
        if (all.Count > 1)
        {
            // Numbers often begin anew in each part of a sheet.
            if (!byPart.TryGetValue(all, out var parts))
                byPart[all] = parts = all.ToLookup(task => (task.Grid, task.IsRollback, task.HeadingWorkstream));
            found = [.. parts[(from.Grid, isRollback, from.HeadingWorkstream)].Take(2)];
            if (found.Count != 1 && isRollback != from.IsRollback)
                found = [.. all.Where(task => task.IsRollback == isRollback).Take(2)];
        }
        if (found is not [var only])
            context.Findings.Add(SheetRules.AmbiguousPredecessor, from.Grid, place, name, string.Join(", ", all.Take(5).Select(task => task.Id)));
        else if (only != from)
            return only.Id;
        else
            context.Findings.Add(SheetRules.NamesItself, from.Grid, place, name);
        return null;
    }

    /// <summary>Tells once that a number was taken for the task's place in the sheet.</summary>
    public void SayOrder(string name, SheetTask from, CellPlace place)
    {
        if (saidOrder || hasNumbers || !int.TryParse(name.TrimStart('#'), out _) || byNumber.ContainsKey(Number(name)) || byId.ContainsKey(name))
            return;
        saidOrder = true;
        context.Findings.Add(SheetRules.NumbersAreOrder, from.Grid, place, name);
    }

    private List<SheetTask> All(string name)
    {
        // In an export an id is an id; elsewhere a number may stand for several tasks, of which one became its id.
        if (byId.TryGetValue(name, out var exact) && (context.IsOurs || !byNumber.ContainsKey(Number(name))))
            return [exact];
        if (byNumber.TryGetValue(Number(name), out var numbered))
            return numbered;
        if (Folding.Fold(name) is { Length: > 0 } title && byTitle.TryGetValue(title, out var titled))
            return titled;
        if (byId.TryGetValue(Ids.Slug(name), out var slugged) && name.Length > 0 && char.IsLetter(name[0]))
            return [slugged];
        return !hasNumbers && int.TryParse(name.TrimStart('#'), out var place) && place >= 1 && place <= inOrder.Count ? [inOrder[place - 1]] : [];
    }

    private void GiveOwnId(SheetTask task)
    {
        foreach (var (cell, at) in task.Cells(SheetField.Id).Concat(task.Cells(SheetField.Number)).Where(found => found.Cell.Kind == CellKind.Error))
            context.Findings.Add(SheetRules.ErrorCell, task.Grid, at, cell.Shown);
        var said = task.Text(SheetField.Id) is { Length: > 0 } id ? id : task.Text(SheetField.Number);
        if (said.Length == 0)
            return;
        var slug = Ids.IsId(said) ? said : Ids.Slug(said);
        if (slug.Length > 0 && ids.Take(slug))
        {
            task.Id = slug;
            return;
        }
        task.Id = slug.Length > 0 ? ids.Make(slug) : ids.Make(task.Text(SheetField.Title));
        var place = task.Place(task.Text(SheetField.Id).Length > 0 ? SheetField.Id : SheetField.Number);
        if (slug.Length > 0)
            context.Findings.Add(SheetRules.DoubledId, task.Grid, place, said, task.Id);
    }

    /// <summary><c>#29</c>, <c>29.</c>, <c>٢٩</c> and <c>29</c> are one number.</summary>
    private static string Number(string text)
    {
        var number = text.Trim().TrimStart('#').Trim();
        if (number.EndsWith('.') || number.EndsWith(')'))
            number = number[..^1];
        return Digits.Fold(number);
    }

    private static void Add(Dictionary<string, List<SheetTask>> index, string key, SheetTask task)
    {
        if (!index.TryGetValue(key, out var tasks))
            index[key] = tasks = [];
        if (tasks is [] || tasks[^1] != task)
            tasks.Add(task);
    }
}
