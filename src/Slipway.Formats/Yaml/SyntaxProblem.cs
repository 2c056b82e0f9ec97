using Slipway.Planning.Plans;

namespace Slipway.Formats.Yaml;

/// <summary>What people most often do wrong in YAML has rules of its own, in words of theirs; the rest is <c>not-yaml</c>.</summary>
internal static class SyntaxProblem
{
    public static void Report(string said, SourceSpan where, string text, ProblemList problems)
    {
        if (IndentedByTab(text, where) is { } tab)
            problems.Error("tab", tab, null);
        else if (said.Contains("invalid mapping", StringComparison.Ordinal))
            problems.Error("colon-in-text", where, null);
        else if (said.Contains("quoted scalar", StringComparison.Ordinal) && said.Contains("end of stream", StringComparison.Ordinal))
            problems.Error("open-quote", where, null);
        else if (said.Length == 0)
            problems.Error("open-bracket", where, null);
        else
            problems.Error("not-yaml", where, null, said);
    }

    /// <summary>A tab among the spaces at the start of the line in question or of the next.</summary>
    private static SourceSpan? IndentedByTab(string text, SourceSpan where)
    {
        var start = Math.Clamp(where.Start, 0, text.Length);
        start = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        for (var line = where.Line; line <= where.Line + 1 && start < text.Length; line++)
        {
            var i = start;
            while (i < text.Length && text[i] == ' ')
                i++;
            if (i < text.Length && text[i] == '\t')
                return new SourceSpan(where.File, line, i - start + 1, i, i + 1);
            start = text.IndexOf('\n', start) + 1;
            if (start == 0)
                break;
        }
        return null;
    }
}
