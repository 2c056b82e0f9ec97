using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads how tasks are taken back: a rollback task, nothing, no way back, or a description, which becomes a rollback task.</summary>
internal sealed class UndoCells(ImportContext context, TaskNames names)
{
    private readonly Dictionary<string, PlanTask> described = new(StringComparer.Ordinal);

    /// <summary>Rollback tasks that cells describe; equal descriptions are one task.</summary>
    public IEnumerable<PlanTask> Described => described.Values;

    public Undo? Read(SheetTask task, PlanTask plan)
    {
        if (context.Filled(task, SheetField.Undo) is not { } found)
            return null;
        var text = context.Clean(found.Cell.Shown).Trim();
        // In an export every id is an id, even one that is a word for nothing.
        if (context.IsOurs && Ids.IsId(text) && text != "none")
            return new Undo.By(text);
        if (WordList.Values.Is("noReturn", text))
            return new Undo.Impossible();
        if (WordList.Values.Is("nothing", text))
            return new Undo.Nothing();
        if (names.IsTask(text))
            return names.FindUndo(text, task, found.Place) is { } id ? new Undo.By(id) : null;
        return task.IsRollback ? null : new Undo.By(Describe(text, plan).Id);
    }

    private PlanTask Describe(string text, PlanTask plan)
    {
        var key = Folding.Fold(text);
        if (described.TryGetValue(key, out var before))
            return before;
        // A long description is an instruction; the title says whose way back it is.
        var line = text.Split('\n')[0].Trim();
        var title = line.Length <= 80 ? line : $"Rollback: {plan.Title}";
        return described[key] = new PlanTask
        {
            Id = names.NewId(title),
            Title = LocalizedText.Of(title),
            Do = title == text ? null : LocalizedText.Of(text),
            Phase = plan.Phase,
            Workstream = plan.Workstream,
            Owner = plan.Owner,
            Deputy = plan.Deputy,
            IsRollback = true,
        };
    }
}
