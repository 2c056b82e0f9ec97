using System.Text;

namespace Slipway.Formats.Yaml;

/// <summary>Writes keys and values in blocks, two spaces a level. What is null or empty is left out.</summary>
internal sealed class YamlWriter(int indent = 0)
{
    private readonly StringBuilder text = new();
    private bool afterDash;

    /// <summary>A key whose value is a text of one line, or a block when it has several.</summary>
    public void Text(string key, string? value)
    {
        if (value is null)
            return;
        Key(key).Append(' ').Append(YamlScalarText.Block(value, indent + 2) ?? YamlScalarText.OneLine(value)).Append('\n');
    }

    /// <summary>A key whose value is YAML already.</summary>
    public void Raw(string key, string? yaml)
    {
        if (yaml is not null)
            Key(key).Append(' ').Append(yaml).Append('\n');
    }

    /// <summary>A key with texts by language.</summary>
    public void Texts(string key, IEnumerable<KeyValuePair<string, string>> byLanguage)
    {
        Key(key).Append('\n');
        indent += 2;
        foreach (var (language, value) in byLanguage)
            Text(language, value);
        indent -= 2;
    }

    /// <summary>A key with keys of its own.</summary>
    public void Block(string key, Action write)
    {
        Key(key).Append('\n');
        indent += 2;
        write();
        indent -= 2;
    }

    /// <summary>A key with a list of blocks.</summary>
    public void Blocks<T>(string key, IReadOnlyCollection<T> items, Action<T> write, bool spaced = false)
    {
        if (items.Count == 0)
            return;
        Key(key).Append('\n');
        indent += 2;
        var first = true;
        foreach (var item in items)
        {
            if (!first && spaced)
                text.Append('\n');
            first = false;
            text.Append(' ', indent).Append("- ");
            afterDash = true;
            indent += 2;
            write(item);
            indent -= 2;
            afterDash = false;
        }
        indent -= 2;
    }

    /// <summary>An item of a list of blocks that is a value on one line.</summary>
    public void Line(string yaml)
    {
        text.Append(yaml).Append('\n');
        afterDash = false;
    }

    public override string ToString() => text.ToString();

    /// <summary>A list in brackets; null when there is nothing in it.</summary>
    public static string? List(IEnumerable<string> items)
    {
        var written = string.Join(", ", items.Select(YamlScalarText.OneLine));
        return written.Length == 0 ? null : $"[{written}]";
    }

    /// <summary>A mapping in braces of those pairs whose YAML is not null; null when none is left.</summary>
    public static string? Map(params (string Key, string? Yaml)[] pairs)
    {
        var written = string.Join(", ", pairs.Where(pair => pair.Yaml is not null).Select(pair => $"{YamlScalarText.OneLine(pair.Key)}: {pair.Yaml}"));
        return written.Length == 0 ? null : $"{{ {written} }}";
    }

    private StringBuilder Key(string key)
    {
        if (!afterDash)
            text.Append(' ', indent);
        afterDash = false;
        return text.Append(YamlScalarText.OneLine(key)).Append(':');
    }
}
