using NodaTime;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads how tasks are taken back: a rollback task, nothing, no way back, or a description, which becomes a rollback task.</summary>
internal sealed class UndoCells(ImportContext context, TaskNames names)
{
    private const int ShortSentence = 12;
    private const int MostBefore = 2;
    private const int LongestPhrase = 6;

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
        if (task.IsRollback)
            return null;
        if (SaysNothing(text))
        {
            context.Findings.Add(SheetRules.UndoNotSaid, task.Grid, found.Place, text);
            return null;
        }
        if (SaysNoReturn(text))
        {
            context.Findings.Add(SheetRules.UndoReadAsNoReturn, task.Grid, found.Place, text);
            return new Undo.Impossible();
        }
        return new Undo.By(Describe(text, plan, task, found.Place).Id);
    }

    /// <summary>A yes or a no, a number that no task has, a sign: it may mean anything, and so it means nothing.</summary>
    private static bool SaysNothing(string text) =>
        !text.Any(char.IsLetter) || WordList.Values.Is("nobody", text) || WordList.Values.Is("yes", text) || WordList.Values.Is("no", text) || WordList.Values.Is("unsaid", text);

    /// <summary>A sentence that begins by saying that there is no way back, or that says little else. A denial before it makes it say the opposite.</summary>
    private static bool SaysNoReturn(string text)
    {
        var words = Folding.Key(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length && (words.Length <= ShortSentence || at <= MostBefore); at++)
        {
            if (at > 0 && WordList.Values.Is("denial", words[at - 1]))
                continue;
            for (var length = 1; length <= LongestPhrase && at + length <= words.Length; length++)
            {
                if (WordList.Values.Is("noReturnIn", string.Join(' ', words[at..(at + length)])))
                    return true;
            }
        }
        return false;
    }

    private PlanTask Describe(string text, PlanTask plan, SheetTask row, CellPlace place)
    {
        var key = Folding.Fold(text);
        if (described.TryGetValue(key, out var before))
            return before;
        // A long description is an instruction; the title says whose way back it is.
        var line = text.Split('\n')[0].Trim();
        var title = line.Length <= 80 ? line : $"Rollback: {plan.Title}";
        var id = names.NewId(title);
        context.Findings.Add(SheetRules.UndoDescribed, row.Grid, place, line, id);
        return described[key] = new PlanTask
        {
            Id = id,
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
