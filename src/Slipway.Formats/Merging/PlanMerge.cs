using Slipway.Formats.Editing;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Merging;

/// <summary>What two people made of one plan version, put together.</summary>
/// <param name="Launch">launch.yaml.</param>
/// <param name="Cutover">cutover.yaml.</param>
/// <param name="IsMeant">
/// Whether the texts, put together without a choice, mean exactly what both wanted: every difference that either made
/// and no other. False where somebody has to choose, and where lines fit together but values do not.
/// </param>
public sealed record PlanMerge(MergedText Launch, MergedText Cutover, bool IsMeant)
{
    /// <summary>Merges two versions that were made from the same one. Exchanging the two gives the same texts.</summary>
    /// <remarks>
    /// Lines decide first, because comments count too; then both plans are read and compared, because a line may land
    /// under another task. Changes of the same line (a task in braces has many values) are put together word by word or,
    /// where that fails, value by value, and only when the meaning proves them right.
    /// </remarks>
    public static PlanMerge Of(PlanTexts before, PlanTexts theirs, PlanTexts mine)
    {
        var wanted = Wanted(before, theirs, mine);
        var finest = Of(before, theirs, mine, wanted, insideLines: true);
        if (finest.IsMeant)
            return finest;
        var lines = Of(before, theirs, mine, wanted, insideLines: false);
        return wanted is not null && !lines.IsClean && ValueByValue(before, theirs, mine, lines.Texts()) is { } texts && Means(before, texts, wanted)
            ? new PlanMerge(Whole(before.LaunchYaml, theirs.LaunchYaml, mine.LaunchYaml, texts.LaunchYaml), Whole(before.CutoverYaml, theirs.CutoverYaml, mine.CutoverYaml, texts.CutoverYaml), IsMeant: true)
            : lines;
    }

    /// <summary>Whether no line has to be chosen.</summary>
    public bool IsClean => Launch.IsClean && Cutover.IsClean;

    /// <summary>Both texts, with the choices for the conflicts of launch.yaml and then of cutover.yaml; true for mine.</summary>
    public PlanTexts Texts(params IReadOnlyList<bool> mine) =>
        new(Launch.Text([.. mine.Take(Launch.Conflicts.Count)]), Cutover.Text([.. mine.Skip(Launch.Conflicts.Count)]));

    private static PlanMerge Of(PlanTexts before, PlanTexts theirs, PlanTexts mine, HashSet<PlanChange>? wanted, bool insideLines)
    {
        var merge = new PlanMerge(
            TextMerge.Of(before.LaunchYaml, theirs.LaunchYaml, mine.LaunchYaml, insideLines),
            TextMerge.Of(before.CutoverYaml, theirs.CutoverYaml, mine.CutoverYaml, insideLines),
            IsMeant: false);
        return merge with { IsMeant = merge.IsClean && wanted is not null && Means(before, merge.Texts(), wanted) };
    }

    /// <summary>The lines with theirs wherever somebody would have to choose, and then each task's values as both left them; null where both changed the same value.</summary>
    private static PlanTexts? ValueByValue(PlanTexts before, PlanTexts theirs, PlanTexts mine, PlanTexts lines)
    {
        if (PlanEdit.Of(lines) is not { Reading: { IsGood: true, Plan: { } plan } } merging)
            return null;
        var (was, one, other) = (before.Read().Plan!, theirs.Read().Plan!, mine.Read().Plan!);
        var languages = plan.Launch.Languages;
        foreach (var task in plan.Tasks)
        {
            if (was.Task(task.Id) is not { } old || one.Task(task.Id) is not { } left || other.Task(task.Id) is not { } right)
                continue;
            var (merged, conflicts) = TaskValues.Merge(TaskValues.Of(old, languages), TaskValues.Of(left, languages), TaskValues.Of(right, languages));
            if (conflicts.Count > 0)
                return null;
            if (merged.DifferentFrom(TaskValues.Of(task, languages)).Count == 0)
                continue;
            if (TaskEditor.Change(merging, task.Id, merged).Plan is not { } changed)
                return null;
            merging = changed;
        }
        return merging.Texts;
    }

    private static MergedText Whole(string before, string theirs, string mine, string merged) => new([new MergedPart(before, theirs, mine, 1, merged)]);

    private static bool Means(PlanTexts before, PlanTexts after, HashSet<PlanChange> wanted) =>
        after.Read() is { IsGood: true, Plan: { } plan } && wanted.SetEquals(Changes(before.Read().Plan!, plan));

    /// <summary>All that either changed; null where one of the texts means no plan.</summary>
    private static HashSet<PlanChange>? Wanted(PlanTexts before, PlanTexts theirs, PlanTexts mine) =>
        before.Read().Plan is { } plan && theirs.Read().Plan is { } one && mine.Read().Plan is { } other
            ? [.. Changes(plan, one), .. Changes(plan, other)]
            : null;

    /// <summary>Differences by what they say; where a thing stands in its file, and behind what, depends on the others.</summary>
    private static IEnumerable<PlanChange> Changes(Plan before, Plan after) => PlanDifference.Between(before, after)
        .Select(change => change is { Kind: ChangeKind.Moved, Field: null } ? change with { Before = null, After = null, Path = "" } : change with { Path = "" });
}
