namespace Slipway.Formats.Yaml;

/// <summary>Lines of a text by an offset in them.</summary>
internal static class YamlLines
{
    public static int Start(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line ends: at its line break, or at the text's end.</summary>
    public static int End(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Spaces up to the column of a key, also where a dash stands before it.</summary>
    public static string Margin(string text, int at) => new(' ', text[Start(text, at)..at].Replace("\uFEFF", "", StringComparison.Ordinal).Length);

    /// <summary>Takes out whole lines, from the one with the start to the one with the end.</summary>
    public static TextEdit Whole(string text, int start, int end)
    {
        var first = Start(text, start);
        var last = text.IndexOf('\n', end);
        if (last >= 0)
            return new TextEdit(first, last + 1, "");
        return new TextEdit(first == 0 ? 0 : text[first - 1] == '\n' && first > 1 && text[first - 2] == '\r' ? first - 2 : first - 1, text.Length, "");
    }
}
