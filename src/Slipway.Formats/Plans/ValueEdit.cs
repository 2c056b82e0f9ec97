using System.Globalization;
using Slipway.Formats.Yaml;

namespace Slipway.Formats.Plans;

/// <summary>Finds the stretch of a file that has to change for one value, and what comes in its place.</summary>
internal static class ValueEdit
{
    /// <summary>The edit; null when there is nothing to change.</summary>
    /// <param name="text">The file.</param>
    /// <param name="root">What it holds.</param>
    /// <param name="path">The value.</param>
    /// <param name="value">What it shall be; null or blank for nothing.</param>
    /// <param name="language">The language of a text that so far has none, once it gets a second one.</param>
    public static TextEdit? Of(string text, YamlMapping root, PlanPath path, string? value, string language)
    {
        value = value?.ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(value))
            return Remove(text, root, path);
        if (path.IsItem)
            return Item(text, root, path, value);
        if (path.IsLanguage)
            return InLanguage(text, root, path, value, language);
        if (Find(root, path.Parent) is not YamlMapping map || path.Siblings is not { } keys || !keys.Has(path.Last))
            throw new ArgumentException($"No value of a plan has the path {string.Join('/', path.Parts)}.", nameof(path));
        return Put(text, map, path.Last, Yaml(text, map, path, value), keys.Names);
    }

    /// <summary>Whether the value, where it is a single text, now reads as it was meant.</summary>
    public static bool IsNow(PlanReading reading, string path, string? value) =>
        string.IsNullOrWhiteSpace(value) // taken out of a list, its place now holds the next
        || (reading.Source.Spans as TreeSpans)?.Node(path) is not YamlScalar { IsNothing: false } scalar
        || PlanPath.Of(path).IsList
        || scalar.Text.Trim() == value.ReplaceLineEndings("\n").Trim();

    private static TextEdit? InLanguage(string text, YamlMapping root, PlanPath path, string value, string language)
    {
        if (Find(root, path.Parent.Parent) is not YamlMapping owner)
            throw new ArgumentException($"No text of a plan has the path {string.Join('/', path.Parts)}.", nameof(path));
        switch (Find(root, path.Parent))
        {
            case YamlMapping texts:
                var written = texts.Entries.Find(entry => LanguageList.Usual(entry.Key) == LanguageList.Usual(path.Last)).Key ?? path.Last;
                return Put(text, texts, written, Scalar(text, texts, written, value), []);
            case YamlScalar { IsNothing: false } single when path.Last != language:
                var both = new[] { (Key: language, Value: single.Text), (Key: path.Last, Value: value) }.OrderBy(pair => pair.Key, StringComparer.Ordinal);
                return Put(text, owner, path.Parent.Last, InLanguages(text, owner, both), path.Parent.Siblings!.Names);
            default:
                return Put(text, owner, path.Parent.Last, InLanguages(text, owner, [(path.Last, value)]), path.Parent.Siblings!.Names);
        }
    }

    /// <summary>Sets a key of a mapping, or adds it at its place in the grammar's order.</summary>
    public static TextEdit? Put(string text, YamlMapping map, string key, string yaml, IReadOnlyList<string> order)
    {
        if (map[key] is not null)
            return YamlSplice.Replace(text, map.Entries.Find(entry => entry.Key == key), yaml);
        var place = order.ToList().IndexOf(key);
        var before = order.Take(Math.Max(place, 0)).ToHashSet();
        var behind = map.Entries.FindLastIndex(entry => place < 0 || before.Contains(entry.Key));
        return YamlSplice.Add(text, map, map.Entries.Count == 0 ? null : map.Entries[Math.Max(behind, 0)], key, yaml);
    }

    private static TextEdit? Item(string text, YamlMapping root, PlanPath path, string value)
    {
        var index = int.Parse(path.Last, CultureInfo.InvariantCulture);
        if (Find(root, path.Parent) is YamlSequence { Items.Count: > 0 } list && list.Items.Count == index)
            return YamlSplice.Append(text, list, YamlScalarText.OneLine(value.Trim()));
        var item = Find(root, path) ?? (index == 0 ? Find(root, path.Parent) as YamlScalar : null)
            ?? throw new ArgumentException($"No item of a list has the path {string.Join('/', path.Parts)}.", nameof(path));
        return new TextEdit(item.Where.Start, YamlSplice.End(text, item), YamlScalarText.OneLine(value.Trim()));
    }

    private static TextEdit? Remove(string text, YamlMapping root, PlanPath path)
    {
        if (Find(root, path) is null || path.Parts.Count == 0)
            return null;
        switch (Find(root, path.Parent))
        {
            case YamlMapping { Entries.Count: > 1 } map:
                return YamlSplice.Remove(text, map, map.Entries.Find(entry => entry.Key == path.Last));
            case YamlSequence { Items.Count: > 1 } list:
                return YamlSplice.Remove(text, list, int.Parse(path.Last, CultureInfo.InvariantCulture));
            default:
                return Remove(text, root, path.Parent);
        }
    }

    private static string Yaml(string text, YamlMapping map, PlanPath path, string value)
    {
        if (path.IsMap)
            return value.ReplaceLineEndings(" ").Trim();
        if (!path.IsList)
            return Scalar(text, map, path.Last, value);
        var separators = path.Last == "hours" ? new[] { '\n', ';' } : ['\n', ';', ',', '\u060C'];
        return YamlWriter.List(value.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) ?? "[]";
    }

    /// <summary>A text, in a block if it has several lines and stands in one. A block that ended with a line break still does.</summary>
    private static string Scalar(string text, YamlMapping map, string key, string value)
    {
        if (map.IsFlow)
            return YamlScalarText.OneLine(value);
        if (map[key] is YamlScalar { Style: ScalarStyle.Block } old && old.Text.EndsWith('\n') && !value.EndsWith('\n'))
            value += "\n";
        return YamlScalarText.Block(value, Indent(text, map) + 2) ?? YamlScalarText.OneLine(value);
    }

    private static string InLanguages(string text, YamlMapping owner, IEnumerable<(string Key, string Value)> texts)
    {
        if (owner.IsFlow)
            return YamlWriter.Map([.. texts.Select(pair => (pair.Key, (string?)YamlScalarText.OneLine(pair.Value)))])!;
        var indent = Indent(text, owner) + 2;
        return string.Concat(texts.Select(pair =>
            $"\n{new string(' ', indent)}{pair.Key}: {YamlScalarText.Block(pair.Value, indent + 2) ?? YamlScalarText.OneLine(pair.Value)}"));
    }

    private static int Indent(string text, YamlMapping map) => YamlLines.Margin(text, map.Where.Start).Length;

    public static YamlNode? Find(YamlMapping root, PlanPath path) =>
        path.Parts.Aggregate((YamlNode?)root, (node, part) => node switch
        {
            YamlMapping mapping => mapping[part],
            YamlSequence list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
            _ => null,
        });
}
