using Slipway.Planning.Plans;

namespace Slipway.Formats.Plans;

/// <summary>What was read from a launch's two files.</summary>
/// <param name="Plan">
/// The plan as far as it could be understood; null when a file is no YAML mapping at all. A field that is wrong is
/// reported and left out, everything else is there.
/// </param>
/// <param name="Source">Where each value stands.</param>
/// <param name="Problems">What is wrong with the text, in the files' order. Rules about meaning are not asked here.</param>
public sealed record PlanReading(Plan? Plan, PlanSource Source, IReadOnlyList<Problem> Problems)
{
    /// <summary>
    /// Whether zone, T-0 and window are those of the file. When false, stand-ins took their place (UTC, 1 January 2100,
    /// T-0 to T+4h), and what rules say about clocks is worth nothing.
    /// </summary>
    public bool HasClock { get; init; } = true;

    /// <summary>Whether both files could be read at all. When false a command ends with exit code 2.</summary>
    public bool IsReadable => Plan is not null;

    /// <summary>Whether nothing is an error.</summary>
    public bool IsGood => Plan is not null && !Problems.Any(problem => problem.Severity == Severity.Error);

    /// <summary>
    /// These problems together with those that rules about meaning found, in the files' order. What a rule says about a
    /// value that could not be read is left out: the reader has said it better.
    /// </summary>
    public IReadOnlyList<Problem> ProblemsWith(IEnumerable<Problem> meaning)
    {
        var unread = Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => problem.Where).ToHashSet();
        return [.. Problems.Concat(meaning.Where(problem => !unread.Contains(problem.Where)))
            .OrderBy(problem => problem.Where.File == PlanFolder.LaunchFile ? 0 : 1)
            .ThenBy(problem => problem.Where.Line)
            .ThenBy(problem => problem.Where.Column)];
    }
}
