using System.Text.RegularExpressions;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>Reads the phase in what people call it: <c>Phase 1: Preparation</c>, <c>Post-cutover</c>, <c>Bascule</c>.</summary>
internal static partial class PhaseWords
{
    /// <summary>Nobody calls a phase by more characters.</summary>
    private const int LongestName = 200;

    public static Phase? Read(string text) => WordList.Values.Find("phase", Bare(text)) switch
    {
        "prepare" => Phase.Prepare,
        "launch" => Phase.Launch,
        "stabilise" => Phase.Stabilise,
        "monitor" => Phase.Monitor,
        _ => null,
    };

    /// <summary>The name without its numbering and without words such as "phase" and "tasks".</summary>
    public static string Bare(string text) => text.Length > LongestName ? text : Around().Replace(Folding.Fold(text), "") is { Length: > 0 } bare ? bare : text;

    [GeneratedRegex(@"^(?:(?:phase|stage|fase|etape|etapa|المرحله|مرحله|step|section|part) +)?(?:(?:[0-9]+|[ivx]+|[a-h]) +)*|(?: +(?:phase|activities|tasks|taches|tarefas|tareas|activites|atividades|actividades|stage|[0-9]))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Around();
}
