namespace Slipway.Planning.Plans;

/// <summary>Which of a row of different numbers stand out of order: as few as possible.</summary>
internal static class OutOfOrder
{
    /// <summary>The places of those that are not part of the longest rising sequence. Takes n log n steps.</summary>
    public static HashSet<int> Of(IReadOnlyList<int> numbers)
    {
        // ends[k]: the place of the smallest number that ends a rising sequence of k + 1 numbers.
        var ends = new List<int>();
        var previous = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = numbers[ends[middle]] < numbers[i] ? (middle + 1, high) : (low, middle);
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count)
                ends.Add(i);
            else
                ends[low] = i;
        }
        var rest = Enumerable.Range(0, numbers.Count).ToHashSet();
        for (var at = ends.Count == 0 ? -1 : ends[^1]; at >= 0; at = previous[at])
            rest.Remove(at);
        return rest;
    }
}
