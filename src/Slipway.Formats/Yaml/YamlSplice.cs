namespace Slipway.Formats.Yaml;

/// <summary>A stretch of a text and what takes its place.</summary>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>The changed text; line breaks of the new part become those of the text.</summary>
    public string Apply(string text) =>
        string.Concat(text.AsSpan(0, Start), text.Contains("\r\n", StringComparison.Ordinal) ? Text.ReplaceLineEndings("\r\n") : Text, text.AsSpan(End));
}

/// <summary>Says which stretch of a YAML text has to change to set, add or remove one value; everything else stays as it is.</summary>
internal static class YamlSplice
{
    /// <summary>Sets the value of a key that is there.</summary>
    /// <param name="text">The file.</param>
    /// <param name="entry">The key and its old value.</param>
    /// <param name="yaml">The new value; with several lines only in a block. Its first line may be empty.</param>
    public static TextEdit Replace(string text, YamlEntry entry, string yaml)
    {
        var colon = Colon(text, entry);
        var end = End(text, entry);
        var lineEnd = YamlLines.End(text, colon);
        var onTheLine = entry.Value.Where.Start < lineEnd && end <= lineEnd && end > colon;
        if (yaml.Contains('\n', StringComparison.Ordinal))
        {
            // A comment behind the old value moves up to the first line, where it cannot become part of a text.
            var from = onTheLine ? end : colon;
            var first = yaml.IndexOf('\n', StringComparison.Ordinal);
            var comment = Behind(text, entry, from, lineEnd);
            return new TextEdit(colon, Math.Max(end, lineEnd), (first == 0 ? "" : " ") + yaml[..first] + (IsComment(comment) ? comment : "") + yaml[first..]);
        }
        if (onTheLine)
            return new TextEdit(entry.Value.Where.Start, end, yaml);
        var behind = Behind(text, entry, colon, lineEnd);
        return end > lineEnd && IsComment(behind) ? new TextEdit(colon, end, $" {yaml}{behind}") : new TextEdit(colon, Math.Max(end, colon), $" {yaml}");
    }

    /// <summary>Adds a key behind another one of the mapping; first of all in an empty mapping.</summary>
    public static TextEdit Add(string text, YamlMapping map, YamlEntry? behind, string key, string yaml)
    {
        if (behind is not { } entry)
            return new TextEdit(map.Where.Start + 1, map.Where.Start + 1, $" {key}: {yaml} ");
        if (map.IsFlow)
            return new TextEdit(End(text, entry), End(text, entry), $", {key}: {yaml}");
        var at = YamlLines.End(text, End(text, entry));
        return new TextEdit(at, at, $"\n{YamlLines.Margin(text, entry.KeyWhere.Start)}{key}:{(yaml.StartsWith('\n') ? "" : " ")}{yaml}");
    }

    /// <summary>Removes a key and its value from a mapping that has others.</summary>
    public static TextEdit Remove(string text, YamlMapping map, YamlEntry entry)
    {
        var index = map.Entries.IndexOf(entry);
        if (map.IsFlow)
        {
            return index + 1 < map.Entries.Count ? new TextEdit(entry.KeyWhere.Start, map.Entries[index + 1].KeyWhere.Start, "")
                : Last(text, End(text, map.Entries[index - 1]), entry.KeyWhere.Start, End(text, entry));
        }
        // The first key of a list's item stands behind the item's dash, which has to stay.
        return index == 0 && YamlLines.Start(text, entry.KeyWhere.Start) is var line && !string.IsNullOrWhiteSpace(text[line..entry.KeyWhere.Start].Replace("\uFEFF", "", StringComparison.Ordinal))
            ? new TextEdit(entry.KeyWhere.Start, map.Entries[1].KeyWhere.Start, "")
            : YamlLines.Whole(text, entry.KeyWhere.Start, End(text, entry));
    }

    /// <summary>Removes an item from a list that has others.</summary>
    public static TextEdit Remove(string text, YamlSequence list, int index)
    {
        var item = list.Items[index];
        if (!list.IsFlow)
            return YamlLines.Whole(text, Dash(text, item), End(text, item));
        return index + 1 < list.Items.Count ? new TextEdit(item.Where.Start, list.Items[index + 1].Where.Start, "")
            : Last(text, End(text, list.Items[index - 1]), item.Where.Start, End(text, item));
    }

    /// <summary>Adds an item behind the last one of a list that has some.</summary>
    public static TextEdit Append(string text, YamlSequence list, string yaml)
    {
        var end = End(text, list.Items[^1]);
        if (list.IsFlow)
            return new TextEdit(end, end, $", {yaml}");
        var line = YamlLines.End(text, end);
        return new TextEdit(line, line, $"\n{YamlLines.Margin(text, Dash(text, list.Items[^1]))}- {yaml}");
    }

    /// <summary>The last thing in brackets goes with the comma before it, but not with a comment that belongs to the one before.</summary>
    private static TextEdit Last(string text, int before, int start, int end) =>
        new(text[before..start].Contains('#', StringComparison.Ordinal) ? start : before, end, "");

    /// <summary>Where the value of a key ends: behind its last character that is no line break.</summary>
    public static int End(string text, YamlEntry entry) =>
        entry.Value is YamlScalar { IsNothing: true, Where: { } where } && where.End <= where.Start ? Colon(text, entry) : End(text, entry.Value);

    public static int End(string text, YamlNode node)
    {
        var end = node.Where.End;
        while (end > node.Where.Start && text[end - 1] is '\n' or '\r')
            end--;
        return end;
    }

    /// <summary>The dash of an item of a block list.</summary>
    public static int Dash(string text, YamlNode item)
    {
        var line = YamlLines.Start(text, item.Where.Start);
        if (!string.IsNullOrWhiteSpace(text[line..item.Where.Start]))
            return text.LastIndexOf('-', item.Where.Start - 1);
        // Between the dash and its item stand at most comments, which may have hyphens of their own.
        while (line > 0)
        {
            line = YamlLines.Start(text, line - 1);
            var content = text[line..YamlLines.End(text, line)].TrimStart();
            if (content.StartsWith('-'))
                return text.IndexOf('-', line);
        }
        return 0;
    }

    private static int Colon(string text, YamlEntry entry) => text.IndexOf(':', entry.KeyWhere.End) + 1;

    /// <summary>What stands behind a key or its value on the line, without the mark of a block.</summary>
    private static string Behind(string text, YamlEntry entry, int from, int lineEnd)
    {
        var behind = text[from..lineEnd].TrimEnd();
        return entry.Value is YamlScalar { Style: ScalarStyle.Block } ? behind.TrimStart().TrimStart('|', '>', '+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9') : behind;
    }

    private static bool IsComment(string text) => text.TrimStart().StartsWith('#');
}
