using Slipway.Features.Cutover.Speaking;

namespace Slipway.Features.Cutover.Plans;

/// <summary>The rows of an outline that one page shows: a plan of a hundred thousand tasks has hundreds of pages.</summary>
/// <param name="Groups">With the rows of this part only.</param>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many parts there are.</param>
/// <param name="First">The place of its first row among all that were looked for, from 1; 0 when nothing was found.</param>
/// <param name="Rows">How many rows there are in all parts.</param>
/// <param name="Starts">The part in which each group begins.</param>
public sealed record OutlinePart(IReadOnlyList<PlanGroup> Groups, int Number, int Of, int First, int Rows, IReadOnlyList<(PlanGroup Group, int Part)> Starts)
{
    public const int Length = 300;

    /// <summary>The place of its last row.</summary>
    public int Last => First == 0 ? 0 : First + Groups.Sum(group => group.Rows.Count) - 1;

    /// <param name="groups">The whole outline.</param>
    /// <param name="number">The part that is asked for; null for the one that shows <paramref name="lit"/>, else the first.</param>
    /// <param name="lit">Whether a row is lit.</param>
    internal static OutlinePart Cut(IReadOnlyList<PlanGroup> groups, int? number, Func<PlanRow, bool> lit)
    {
        var rows = groups.Sum(group => group.Rows.Count);
        var parts = Math.Max(1, (rows + Length - 1) / Length);
        var wanted = Math.Clamp(number ?? groups.SelectMany(group => group.Rows).Index().FirstOrDefault(row => lit(row.Item)).Index / Length + 1, 1, parts);
        var from = (wanted - 1) * Length;
        var shown = new List<PlanGroup>();
        var starts = new List<(PlanGroup, int)>();
        var at = 0;
        foreach (var group in groups)
        {
            starts.Add((group, at / Length + 1));
            var (first, end) = (Math.Max(0, from - at), Math.Min(group.Rows.Count, from + Length - at));
            if (first < end)
                shown.Add(group with { Rows = [.. group.Rows.Skip(first).Take(end - first)] });
            at += group.Rows.Count;
        }
        return new OutlinePart(shown, wanted, parts, rows == 0 ? 0 : from + 1, rows, starts);
    }

    /// <summary>The rows that hold some words in their number, id, title or owner's name.</summary>
    internal static IReadOnlyList<PlanGroup> Holding(string words, IReadOnlyList<PlanGroup> groups, PlanWords names)
    {
        return [.. groups.Select(group => group with { Rows = [.. group.Rows.Where(Holds)] }).Where(group => group.Rows.Count > 0)];

        bool Holds(PlanRow row) =>
            Has(row.Number) || Has(row.Task.Id) || row.Task.Title.ByLanguage.Values.Any(Has) || Has(names.Name(row.Owner));

        bool Has(string? text) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
    }
}
