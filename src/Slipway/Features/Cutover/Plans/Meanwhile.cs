using Microsoft.AspNetCore.Html;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Speaking;
using Slipway.Formats.Merging;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Cutover.Plans;

/// <summary>Two edited the texts of one version: what either changed, and both together.</summary>
/// <param name="Newest">The version that the other saved.</param>
/// <param name="Theirs">Its differences in sentences.</param>
/// <param name="TheirLines">The same line by line.</param>
/// <param name="Mine">The reader's differences; none while the reader's text means no plan.</param>
/// <param name="MyLines">The same line by line.</param>
/// <param name="Merge">Both together.</param>
public sealed record Meanwhile(
    PlanVersion Newest,
    IReadOnlyList<IHtmlContent> Theirs,
    IReadOnlyList<LineChange> TheirLines,
    IReadOnlyList<IHtmlContent> Mine,
    IReadOnlyList<LineChange> MyLines,
    PlanMerge Merge)
{
    public static Meanwhile Of(PlanVersion before, PlanVersion newest, PlanTexts mine, Texts texts) => new(
        newest,
        new ChangeWords(texts, before.Plan, newest.Plan).All(),
        LineChange.Between(before.Texts, newest.Texts),
        mine.Read().Plan is { } plan ? new ChangeWords(texts, before.Plan, plan).All() : [],
        LineChange.Between(before.Texts, mine),
        PlanMerge.Of(before.Texts, newest.Texts, mine));

    /// <summary>The parts that somebody has to choose, with their files.</summary>
    public IEnumerable<(string File, MergedPart Part)> Conflicts =>
        Merge.Launch.Conflicts.Select(part => (PlanFolder.LaunchFile, part)).Concat(Merge.Cutover.Conflicts.Select(part => (PlanFolder.CutoverFile, part)));
}
