using System.Text.RegularExpressions;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Yaml;

/// <summary>What people most often do wrong in YAML has rules of its own, in words of theirs; the rest is <c>not-yaml</c>.</summary>
internal static partial class SyntaxProblem
{
    /// <param name="said">The parser's sentence; empty when it broke down without one.</param>
    /// <param name="where">Where the parser was.</param>
    /// <param name="bracket">The innermost bracket that was open then; null for none.</param>
    /// <param name="text">The file.</param>
    /// <param name="problems">Where the problem goes.</param>
    public static void Report(string said, SourceSpan where, SourceSpan? bracket, string text, ProblemList problems)
    {
        var before = LineBefore(text, where);
        if (said.Length == 0)
            bracket ??= FirstBracket(text, where);
        if (IndentedByTab(text, where, Says("invalid tab") ? int.MaxValue - where.Line : 1) is { } tab)
            problems.Error("tab", tab, null);
        else if (Says("unknown escape") || Says("hexadecimal") || Says("Unicode character escape"))
            problems.Error("bad-escape", where, null);
        else if (Says("quoted scalar"))
            problems.Error("open-quote", where, null);
        else if (bracket is { } open && (said.Length == 0 || where.Line > open.Line || where.Start >= text.Length))
            problems.Error("open-bracket", open, null, text[open.Start..open.End]);
        else if (bracket is not null && Says("did not find expected ','"))
            problems.Error("missing-comma", where, null);
        else if (Says("cannot start any token") && where.Start < text.Length)
            problems.Error("needs-quotes", where, null, text[where.Start..(where.Start + 1)]);
        else if (Says("invalid mapping") && !OnlyAKey().IsMatch(before))
            problems.Error("colon-in-text", where, null);
        else if (Says("invalid mapping") || Says("did not find expected") && string.IsNullOrWhiteSpace(before))
            problems.Error("indentation", where with { Column = before.Length - before.TrimStart().Length + 1 }, null);
        else
            problems.Error("not-yaml", where, null, said);

        bool Says(string words) => said.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>The parser breaks down without a sentence only over a bracket, sometimes before it has told of it.</summary>
    private static SourceSpan? FirstBracket(string text, SourceSpan where)
    {
        var start = Math.Clamp(where.Start, 0, text.Length);
        var ahead = text.AsSpan(start).IndexOfAny('[', '{');
        if (ahead < 0)
            return null;
        var lines = text.AsSpan(start, ahead).Count('\n');
        var column = lines == 0 ? where.Column + ahead : ahead - text.AsSpan(start, ahead).LastIndexOf('\n');
        return new SourceSpan(where.File, where.Line + lines, column, start + ahead, start + ahead + 1);
    }

    private static string LineBefore(string text, SourceSpan where)
    {
        var end = Math.Clamp(where.Start, 0, text.Length);
        return text[(end == 0 ? 0 : text.LastIndexOf('\n', end - 1) + 1)..end];
    }

    /// <summary>A tab among the spaces at the start of the line in question or of one after it: where the parser only says that there is one, it stands at the mapping's beginning.</summary>
    private static SourceSpan? IndentedByTab(string text, SourceSpan where, int further)
    {
        var start = Math.Clamp(where.Start, 0, text.Length) - LineBefore(text, where).Length;
        for (var line = where.Line; line <= where.Line + further && start < text.Length; line++)
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

    [GeneratedRegex("^ *(- +)?[A-Za-z0-9]+ *$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyAKey();
}
