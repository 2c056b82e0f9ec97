namespace Slipway.Features.Shared.Charts;

/// <summary>What a thing with its label covers along a row, in percent.</summary>
internal readonly record struct Span(double From, double To)
{
    public bool Overlaps(Span other) => From < other.To && other.From < To;
}

/// <summary>Puts things into as few rows as first fit finds, none over another.</summary>
internal static class Packing
{
    /// <param name="spans">What each covers.</param>
    /// <param name="gap">The least space between two of a row, in percent.</param>
    /// <param name="before">The row in which each stood before, kept where it can be so that little moves; negative for none.</param>
    /// <returns>The row of each, from 0.</returns>
    public static int[] Rows(IReadOnlyList<Span> spans, double gap, IReadOnlyList<int>? before = null)
    {
        var rows = new int[spans.Count];
        var taken = new List<List<Span>>();
        foreach (var index in Enumerable.Range(0, spans.Count).OrderBy(index => before is not null && before[index] >= 0 ? 0 : 1).ThenBy(index => spans[index].From).ThenBy(index => index))
        {
            var wide = new Span(spans[index].From - gap, spans[index].To + gap);
            var wish = before is not null ? before[index] : -1;
            var row = wish >= 0 && Fits(wish) ? wish : 0;
            while (!Fits(row))
                row++;
            while (taken.Count <= row)
                taken.Add([]);
            taken[row].Add(spans[index]);
            rows[index] = row;

            bool Fits(int candidate) => candidate >= taken.Count || !taken[candidate].Exists(wide.Overlaps);
        }
        return rows;
    }
}
