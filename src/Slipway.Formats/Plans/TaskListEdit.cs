using System.Globalization;
using Slipway.Formats.Yaml;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>Finds the stretch of cutover.yaml that has to change to add or remove a whole task, or a gate's criterion.</summary>
internal static class TaskListEdit
{
    /// <summary>Null when the list is in brackets and not empty, or the task to stand behind is not in it.</summary>
    public static TextEdit? Add(string text, PlanTask task, string? behind)
    {
        var key = task.IsRollback ? "rollback" : "forward";
        if (CutoverText.Root(text) is not { IsFlow: false } root)
            return null;
        if (root[key] is not YamlSequence { Items.Count: > 0 } list)
        {
            if (behind is not null)
                return null;
            var first = "\n" + PlanWriter.Task(task).TrimEnd('\n');
            return root.Entries.Find(entry => entry.Key == key) is { Key: not null } empty ? YamlSplice.Replace(text, empty, first)
                : YamlSplice.Add(text, root, root.Entries[^1], key, first);
        }
        var index = behind is null ? list.Items.Count - 1 : list.Items.FindIndex(item => (item as YamlMapping)?["id"] is YamlScalar { Text: var id } && id.Trim() == behind);
        if (index < 0 || list.IsFlow)
            return null;
        var end = YamlLines.End(text, YamlSplice.End(text, list.Items[index]));
        var indent = YamlLines.Margin(text, YamlSplice.Dash(text, list.Items[index])).Length;
        var gap = list.Items.Count > 1 && HasBlankLine(text, list) ? "\n\n" : "\n";
        return new TextEdit(end, end, gap + PlanWriter.Task(task, indent).TrimEnd('\n'));
    }

    /// <summary>Null when the list is in brackets.</summary>
    public static TextEdit? Remove(string text, string path)
    {
        var parts = path.Split('/');
        if (CutoverText.Root(text) is not { } root || root[parts[0]] is not YamlSequence { IsFlow: false } list)
            return null;
        if (list.Items.Count == 1)
            return YamlSplice.Replace(text, root.Entries.Find(entry => entry.Key == parts[0]), "[]");
        var edit = YamlSplice.Remove(text, list, int.Parse(parts[1], CultureInfo.InvariantCulture));
        return IsBlank(text, edit.Start - 1) && (edit.End >= text.Length || IsBlank(text, edit.End))
            ? edit with { Start = YamlLines.Start(text, edit.Start - 1) }
            : edit;
    }

    /// <summary>Null when there is no such gate.</summary>
    public static TextEdit? AddCriterion(string text, YamlMapping? root, PlanPath gate, Criterion criterion)
    {
        if (root is null || ValueEdit.Find(root, gate) is not YamlMapping map)
            return null;
        var yaml = TaskWriter.Written(criterion);
        if (map["criteria"] is not YamlSequence { Items.Count: > 0 } list)
            return ValueEdit.Put(text, map, "criteria", map.IsFlow ? $"[{yaml}]" : $"\n{YamlLines.Margin(text, map.Where.Start)}  - {yaml}", Grammar.Task.Names);
        return YamlSplice.Append(text, list, yaml);
    }

    private static bool HasBlankLine(string text, YamlSequence list)
    {
        var between = text[YamlSplice.End(text, list.Items[0])..YamlSplice.Dash(text, list.Items[1])];
        return between.Split('\n').Length > 2 && between.Split('\n')[1..^1].Any(string.IsNullOrWhiteSpace);
    }

    private static bool IsBlank(string text, int at) => at >= 0 && at < text.Length && string.IsNullOrWhiteSpace(text[YamlLines.Start(text, at)..YamlLines.End(text, at)]);
}
