using Slipway.Formats.Merging;
using Slipway.Formats.Plans;

namespace Slipway.Features.Cutover.Plans;

/// <summary>A line that is in one text and not in the other.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its number in the text that has it, from 1.</param>
/// <param name="Added">Whether the newer text has it.</param>
/// <param name="Text">The line.</param>
public sealed record LineChange(string File, int Line, bool Added, string Text)
{
    /// <summary>What changed from one version to another, line by line.</summary>
    public static IReadOnlyList<LineChange> Between(PlanTexts before, PlanTexts after) =>
    [
        .. Between(before.LaunchYaml, after.LaunchYaml, PlanFolder.LaunchFile),
        .. Between(before.CutoverYaml, after.CutoverYaml, PlanFolder.CutoverFile),
    ];

    private static IEnumerable<LineChange> Between(string before, string after, string file)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        foreach (var hunk in Difference.Between(old, now))
        {
            for (var line = hunk.Start; line < hunk.End; line++)
                yield return new LineChange(file, line + 1, false, old[line]);
            for (var line = hunk.OtherStart; line < hunk.OtherEnd; line++)
                yield return new LineChange(file, line + 1, true, now[line]);
        }
    }
}
