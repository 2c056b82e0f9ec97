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
        var end = YamlSplice.End(text, list.Items[^1]);
        if (list.IsFlow)
            return new TextEdit(end, end, $", {yaml}");
        var line = YamlLines.End(text, end);
        return new TextEdit(line, line, $"\n{YamlLines.Margin(text, YamlSplice.Dash(text, list.Items[^1]))}- {yaml}");
    }

    /// <summary>Null when there is no such list.</summary>
    /// <param name="text">The file.</param>
    /// <param name="index">Which of those that could be read, from 0.</param>
    public static TextEdit? Remove(string text, int index)
    {
        if (CutoverText.Root(text) is not { } root || root[Key] is not YamlSequence list || index >= list.Items.Count)
            return null;
        return list.Items.Count == 1
            ? YamlSplice.Remove(text, root, root.Entries.Find(entry => entry.Key == Key))
            : YamlSplice.Remove(text, list, index);
    }
}
