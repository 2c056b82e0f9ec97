namespace Slipway.Planning.Plans;

/// <summary>A place in a file: line and column count from 1, in characters; start and end are offsets into the text.</summary>
public readonly record struct SourceSpan(string File, int Line, int Column, int Start = 0, int End = 0);

/// <summary>Where each value of a plan stands in its files.</summary>
/// <remarks>
/// Paths are those of the YAML: <c>launch/t0</c>, <c>launch/people/2/deputy</c>, <c>forward/3</c>,
/// <c>forward/3/takes</c>, <c>forward/3/after/0</c>. Kept beside the plan and not in it, so that the plan's own types
/// say what it means and not where it was typed.
/// </remarks>
public sealed class PlanSource(IReadOnlyDictionary<string, SourceSpan> spans)
{
    public static PlanSource None { get; } = new(new Dictionary<string, SourceSpan>());

    public IReadOnlyDictionary<string, SourceSpan> Spans { get; } = spans;

    /// <summary>The place of a path, or of the nearest thing that holds it.</summary>
    public SourceSpan Find(string path)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('/') is > 0 and var cut ? at[..cut] : "")
        {
            if (Spans.TryGetValue(at, out var span))
                return span;
        }
        return new SourceSpan(path.StartsWith("launch/", StringComparison.Ordinal) ? "launch.yaml" : "cutover.yaml", 1, 1);
    }
}
