using System.Text;
using Slipway.Formats.Yaml;

namespace Slipway.Formats.Plans;

/// <summary>A stretch of one of a plan's two files and what takes its place.</summary>
internal readonly record struct FileEdit(bool InLaunch, TextEdit Edit)
{
    public PlanTexts Apply(PlanTexts texts) => InLaunch
        ? texts with { LaunchYaml = Edit.Apply(texts.LaunchYaml) }
        : texts with { CutoverYaml = Edit.Apply(texts.CutoverYaml) };

    /// <summary>All at once; of two that touch the same stretch the first only.</summary>
    public static PlanTexts Apply(PlanTexts texts, IReadOnlyList<FileEdit> edits) => new(
        Apply(texts.LaunchYaml, edits.Where(edit => edit.InLaunch)),
        Apply(texts.CutoverYaml, edits.Where(edit => !edit.InLaunch)));

    private static string Apply(string text, IEnumerable<FileEdit> edits)
    {
        var (changed, at) = (new StringBuilder(text.Length), 0);
        var windows = text.Contains("\r\n", StringComparison.Ordinal);
        foreach (var (_, edit) in edits.OrderBy(edit => edit.Edit.Start))
        {
            if (edit.Start < at)
                continue;
            changed.Append(text, at, edit.Start - at).Append(windows ? edit.Text.ReplaceLineEndings("\r\n") : edit.Text);
            at = edit.End;
        }
        return changed.Append(text, at, text.Length - at).ToString();
    }
}
