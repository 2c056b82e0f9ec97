using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Finds the stretch of cutover.yaml that has to change to accept a finding, or to accept it no longer.</summary>
internal static class AcceptedEdit
{
    private const string Key = "accepted";

    /// <summary>Null when the text is no block of keys.</summary>
    public static TextEdit? Add(string text, AcceptedFinding accepted)
    {
        if (CutoverText.Root(text) is not { IsFlow: false, Entries.Count: > 0 } root)
            return null;
        var yaml = PlanWriter.Accepted(accepted);
        var first = $"\n  - {yaml}";
        if (root[Key] is not YamlSequence { Items.Count: > 0 } list)
        {
            return root.Entries.Find(entry => entry.Key == Key) is { Key: not null } empty
                ? YamlSplice.Replace(text, empty, first)
                : YamlSplice.Add(text, root, root.Entries[^1], Key, first);
        }
        return YamlSplice.Append(text, list, yaml);
    }

    /// <summary>Null when there is no such finding in the list.</summary>
    public static TextEdit? Remove(string text, AcceptedFinding accepted)
    {
        if (CutoverText.Root(text) is not { } root || root[Key] is not YamlSequence list)
            return null;
        // By what it says: others before it may be such as cannot be read.
        var index = list.Items.FindIndex(item => item is YamlMapping map && Said(map, "rule") == accepted.Rule && Said(map, "task") == accepted.Task && Said(map, "why") == accepted.Why);
        if (index < 0)
            return null;
        return list.Items.Count == 1
            ? YamlSplice.Remove(text, root, root.Entries.Find(entry => entry.Key == Key))
            : YamlSplice.Remove(text, list, index);
    }

    private static string? Said(YamlMapping map, string key) => map[key] is YamlScalar { IsNothing: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text) ? scalar.Text.Trim() : null;
}
