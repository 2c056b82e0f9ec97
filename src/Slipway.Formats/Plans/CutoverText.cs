using Slipway.Formats.Yaml;

namespace Slipway.Formats.Plans;

/// <summary>The text of cutover.yaml as a tree, for whoever changes a stretch of it.</summary>
internal static class CutoverText
{
    /// <summary>Null when the text is no mapping.</summary>
    public static YamlMapping? Root(string text) => YamlTree.Read(text, PlanFolder.CutoverFile, new ProblemList()) as YamlMapping;
}
