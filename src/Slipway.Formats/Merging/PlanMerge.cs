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
        var plans = before.Read().Plan is { } was && theirs.Read().Plan is { } one && mine.Read().Plan is { } other ? new Plans(was, one, other) : null;
        var finest = Of(before, theirs, mine, plans, insideLines: true);
        if (finest.IsMeant)
            return finest;
        var lines = Of(before, theirs, mine, plans, insideLines: false);
        return plans is not null && !lines.IsClean && ValueByValue(plans, lines.Texts()) is { } merged && plans.AreMet(merged.Reading!)
            ? new PlanMerge(Whole(before.LaunchYaml, theirs.LaunchYaml, mine.LaunchYaml, merged.Texts!.LaunchYaml), Whole(before.CutoverYaml, theirs.CutoverYaml, mine.CutoverYaml, merged.Texts.CutoverYaml), IsMeant: true)
            : lines;
    }

    /// <summary>Whether no line has to be chosen.</summary>
    public bool IsClean => Launch.IsClean && Cutover.IsClean;

    /// <summary>Both texts, with the choices for the conflicts of launch.yaml and then of cutover.yaml; true for mine.</summary>
    public PlanTexts Texts(params IReadOnlyList<bool> mine) =>
        new(Launch.Text([.. mine.Take(Launch.Conflicts.Count)]), Cutover.Text([.. mine.Skip(Launch.Conflicts.Count)]));

    private static PlanMerge Of(PlanTexts before, PlanTexts theirs, PlanTexts mine, Plans? plans, bool insideLines)
    {
        var merge = new PlanMerge(
            TextMerge.Of(before.LaunchYaml, theirs.LaunchYaml, mine.LaunchYaml, insideLines),
            TextMerge.Of(before.CutoverYaml, theirs.CutoverYaml, mine.CutoverYaml, insideLines),
            IsMeant: false);
        return merge with { IsMeant = merge.IsClean && plans?.AreMet(merge.Texts().Read()) == true };
    }

    /// <summary>The lines with theirs wherever somebody would have to choose, and then each task's values as both left them; null where both changed the same value.</summary>
    private static PlanEdit? ValueByValue(Plans plans, PlanTexts lines)
    {
        if (PlanEdit.Of(lines) is not { Reading: { IsGood: true, Plan: { } plan } } merging)
            return null;
        var languages = plan.Launch.Languages;
        var wanted = new List<(string, TaskValues)>();
        foreach (var id in plan.Tasks.Select(task => task.Id).Distinct())
        {
            if (plans.Before.Task(id) is not { } old || plans.Theirs.Task(id) is not { } left || plans.Mine.Task(id) is not { } right)
                continue;
            var (merged, conflicts) = TaskValues.Merge(TaskValues.Of(old, languages), TaskValues.Of(left, languages), TaskValues.Of(right, languages));
            if (conflicts.Count > 0)
                return null;
            wanted.Add((id, merged));
        }
        return TaskEditor.Change(merging, wanted);
    }

    private static MergedText Whole(string before, string theirs, string mine, string merged) => new([new MergedPart(before, theirs, mine, 1, merged)]);

    /// <summary>What the three texts mean.</summary>
    private sealed record Plans(Plan Before, Plan Theirs, Plan Mine)
    {
        /// <summary>All that either changed.</summary>
        private HashSet<PlanChange> Wanted { get; } = [.. Changes(Before, Theirs), .. Changes(Before, Mine)];

        public bool AreMet(PlanReading merged) => merged is { IsGood: true, Plan: { } plan } && Wanted.SetEquals(Changes(Before, plan));

        /// <summary>Differences by what they say; where a thing stands in its file, and behind what, depends on the others.</summary>
        private static IEnumerable<PlanChange> Changes(Plan before, Plan after) => PlanDifference.Between(before, after)
            .Select(change => change is { Kind: ChangeKind.Moved, Field: null } ? change with { Before = null, After = null, Path = "" } : change with { Path = "" });
    }
}
