namespace Slipway.Planning.Risk;

/// <summary>Quantiles of samples: the smallest value that at least that share of the samples does not exceed.</summary>
internal static class Quantile
{
    /// <summary>Of values in order.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share) => sorted[Rank(sorted.Length, share)];

    /// <summary>Of values in any order, which it changes, in time proportional to their number (Hoare 1961).</summary>
    public static double Select(Span<double> values, double share)
    {
        var rank = Rank(values.Length, share);
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = Middle(values[low], values[(low + high) / 2], values[high]);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }
            if (rank <= j)
                high = j;
            else if (rank >= i)
                low = i;
            else
                break;
        }
        return values[rank];
    }

    private static int Rank(int count, double share) => Math.Clamp((int)Math.Ceiling(share * count - 1e-9) - 1, 0, count - 1);

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
