using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>What came of an edit: the new texts, or why it was refused.</summary>
/// <param name="Texts">The texts after the edit; null when it was refused, and then nothing has changed.</param>
/// <param name="Reading">The plan that they mean; null when it was refused.</param>
/// <param name="Refusal">
/// Why it was refused: the problems that the new value would have (<c>bad-duration</c> and its like), or
/// <c>edit-too-wide</c> when the text is written so that this value cannot be changed alone. Empty when it was done.
/// </param>
public sealed record PlanEdit(PlanTexts? Texts, PlanReading? Reading, IReadOnlyList<Problem> Refusal)
{
    public bool Ok => Texts is not null;

    /// <summary>A plan as it is, to be changed by several edits that shall not each read it again.</summary>
    public static PlanEdit Of(PlanTexts texts) => new(texts, texts.Read(), []);

    internal string Text(bool inLaunch) => inLaunch ? Texts!.LaunchYaml : Texts!.CutoverYaml;

    /// <summary>What a file holds; null when that is no mapping.</summary>
    internal YamlMapping? Root(bool inLaunch) => (Reading!.Source.Spans as TreeSpans)?.Root(inLaunch);

    internal static PlanEdit Refused(params IReadOnlyList<Problem> problems) => new(null, null, problems);
}
