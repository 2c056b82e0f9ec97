using Slipway.Planning.Plans;

namespace Slipway.Formats.Yaml;

/// <summary>The problems of one reading, at most <see cref="Most"/> of them: nobody reads more, and memory is bounded.</summary>
internal sealed class ProblemList
{
    public const int Most = 10_000;

    /// <summary>A value that is told is cut to so many characters.</summary>
    private const int LongestValue = 400;

    private readonly List<Problem> problems = [];

    /// <summary>Whether nothing more is kept, so that nobody need look for what to say.</summary>
    public bool IsFull => problems.Count > Most;

    public void Error(string rule, SourceSpan where, string? task, params string[] values) => Add(new Problem(rule, Severity.Error, where, task, values));

    public void Warning(string rule, SourceSpan where, string? task, params string[] values) => Add(new Problem(rule, Severity.Warning, where, task, values));

    public void Add(Problem problem)
    {
        if (problems.Count < Most)
            problems.Add(problem with { Values = [.. problem.Values.Select(Short)] });
        else if (problems.Count == Most)
            problems.Add(new Problem("more-problems", Severity.Error, problem.Where, null, [Most.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
    }

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<Problem> InOrder() =>
        [.. problems.OrderBy(problem => problem.Where.File == "launch.yaml" ? 0 : 1).ThenBy(problem => problem.Where.Line).ThenBy(problem => problem.Where.Column)];
}
