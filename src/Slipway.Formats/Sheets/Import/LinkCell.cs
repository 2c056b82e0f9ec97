using System.Text.RegularExpressions;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Sheets.Import;

/// <summary>One predecessor as a cell names it: by number, id or title.</summary>
internal readonly record struct NamedLink(string Name, LinkType Type, PlanDuration Lag);

/// <summary>Reads predecessors: <c>29; 30</c>, <c>#29,#30</c>, <c>29FS+2h</c>, <c>Load PostgreSQL</c>.</summary>
internal static partial class LinkCell
{
    /// <summary>A predecessor with more characters is at most a title, which is looked for as it stands.</summary>
    private const int LongestPart = 600;

    /// <param name="text">The whole cell.</param>
    /// <param name="isTask">Whether a text names a task; decides where a separator or a type could belong to the name.</param>
    /// <param name="unit">The unit of lags without one, where the column of durations says it.</param>
    /// <returns>Each part with what it means; null for what is not understood.</returns>
    public static IEnumerable<(string Part, NamedLink? Link)> Read(string text, Func<string, bool> isTask, DurationUnit unit)
    {
        if (isTask(text))
            return [(text, new NamedLink(text, LinkType.FinishToStart, PlanDuration.Zero))];
        return Parts(text, isTask, unit).Select(part => (part, One(part, isTask, unit)));
    }

    private static IEnumerable<string> Parts(string text, Func<string, bool> isTask, DurationUnit unit)
    {
        foreach (var part in text.Split([';', '\n', '؛'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A comma parts as well, unless it belongs to a title; so does "29 & 30" and "29 30".
            if (One(part, isTask, unit) is not null || (part.IndexOfAny([',', '،', '&']) < 0 && !OnlyNumbers().IsMatch(part)))
            {
                yield return part;
                continue;
            }
            var separators = OnlyNumbers().IsMatch(part) ? new[] { ',', '،', '&', ' ', '/' } : [',', '،', '&'];
            foreach (var smaller in part.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                yield return smaller;
        }
    }

    private static NamedLink? One(string part, Func<string, bool> isTask, DurationUnit unit)
    {
        if (isTask(part))
            return new NamedLink(part, LinkType.FinishToStart, PlanDuration.Zero);
        if (part.Length > LongestPart || Form().Match(part) is not { Success: true } match || !isTask(match.Groups["name"].Value.Trim()))
            return null;
        var type = LinkType.FinishToStart;
        if (match.Groups["type"].Success)
        {
            switch (WordList.Values.Find("link", match.Groups["type"].Value))
            {
                case "FS": break;
                case "SS": type = LinkType.StartToStart; break;
                case "FF": type = LinkType.FinishToFinish; break;
                case "SF": type = LinkType.StartToFinish; break;
                default: return null;
            }
        }
        var lag = PlanDuration.Zero;
        if (match.Groups["lag"].Success)
        {
            // "7+5" may be a lag or a second task, "7-9" a lead or a range: only a type or a unit tells.
            var isBare = match.Groups["lag"].Value.Trim().All(char.IsDigit);
            if (isBare && (!match.Groups["type"].Success || unit == DurationUnit.Unsaid))
                return null;
            var read = DurationCell.Duration(Cell.OfText(match.Groups["lag"].Value.Trim()), isBare ? unit : DurationUnit.Unsaid);
            if (!read.Ok)
                return null;
            lag = match.Groups["sign"].Value == "+" ? read.Value : read.Value.Negated;
        }
        return new NamedLink(match.Groups["name"].Value.Trim(), type, lag);
    }

    [GeneratedRegex(@"^(?<name>.*?)(?:\s*(?<type>[A-Za-z]{2}))?(?:\s*(?<sign>[+\-−–])\s*(?<lag>[0-9٠-٩].*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"^#?[0-9.]+(?:[\s,،&/]+#?[0-9.]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyNumbers();
}
