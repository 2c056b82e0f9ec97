using Slipway.Planning.Plans;

namespace Slipway.Formats.Yaml;

/// <summary>A value of a YAML file and where it stands. Only what a plan needs: no tags, no anchors, text for every scalar.</summary>
internal abstract class YamlNode(SourceSpan where)
{
    public SourceSpan Where { get; } = where;
}

internal enum ScalarStyle
{
    Plain,
    Quoted,
    Block,
}

internal sealed class YamlScalar(SourceSpan where, string text, ScalarStyle style) : YamlNode(where)
{
    public string Text { get; } = text;

    public ScalarStyle Style { get; } = style;

    /// <summary>A key with nothing behind it counts as left out.</summary>
    public bool IsNothing => Style == ScalarStyle.Plain && Text is "" or "~";
}

/// <summary>What stood where an alias or something unreadable was: already reported, to be passed over.</summary>
internal sealed class YamlRefused(SourceSpan where) : YamlNode(where);

internal sealed class YamlSequence(SourceSpan where, bool isFlow, List<YamlNode> items) : YamlNode(where)
{
    public bool IsFlow { get; } = isFlow;

    public List<YamlNode> Items { get; } = items;
}

internal readonly record struct YamlEntry(string Key, SourceSpan KeyWhere, YamlNode Value);

internal sealed class YamlMapping(SourceSpan where, bool isFlow, List<YamlEntry> entries) : YamlNode(where)
{
    public bool IsFlow { get; } = isFlow;

    /// <summary>In the file's order; of two with the same key only the first.</summary>
    public List<YamlEntry> Entries { get; } = entries;

    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.Value;
            }
            return null;
        }
    }
}
