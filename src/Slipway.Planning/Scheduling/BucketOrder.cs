using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Planning.Scheduling;

/// <summary>Puts numbers in ascending order, equal ones as they come, and says where each was.</summary>
/// <remarks>
/// Interpolation instead of comparison (Isaac and Singleton 1956): the range is cut into as many buckets as there are
/// numbers, each number goes to its own by one multiplication, and a bucket that is crowded is cut again. Times of tasks
/// are spread so evenly that one cut is enough, or two where weeks of preparation stand beside a night of minutes; a
/// radix sort needs a pass for every eleven bits, and a sort by comparison fourteen for 10,000 numbers.
/// </remarks>
internal static class BucketOrder
{
    /// <summary>So many are sorted by insertion.</summary>
    private const int Few = 16;

    /// <param name="numbers">Finite; afterwards in order.</param>
    /// <param name="places">As long as the numbers; afterwards where each of them was.</param>
    public static void Sort(Span<double> numbers, Span<int> places)
    {
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        Cut(numbers, places);
        Insert(numbers, places);
    }

    /// <summary>Leaves only those to be put in order that share a bucket with a few others.</summary>
    private static void Cut(Span<double> numbers, Span<int> places)
    {
        var (least, most) = Range(numbers);
        if (numbers.Length <= Few || least == most)
            return;
        if (!double.IsFinite(most - least))
            throw new ArgumentOutOfRangeException(nameof(numbers), "Numbers to put in order must be finite.");
        var scale = (numbers.Length - 1) / (most - least);
        // So near to each other that not even a quotient can tell them apart: they are left to insertion.
        if (!double.IsFinite(scale))
            return;
        var bucketOf = ArrayPool<int>.Shared.Rent(numbers.Length);
        var ends = ArrayPool<int>.Shared.Rent(numbers.Length + 1);
        ends.AsSpan(0, numbers.Length + 1).Clear();
        for (var i = 0; i < numbers.Length; i++)
        {
            var bucket = double.ConvertToIntegerNative<int>((numbers[i] - least) * scale);
            bucketOf[i] = bucket;
            ends[bucket + 1]++;
        }
        var largest = Accumulate(ends.AsSpan(0, numbers.Length + 1));
        Distribute(numbers, places, bucketOf, ends);
        if (largest > Few)
            CutCrowded(numbers, places, ends.AsSpan(0, numbers.Length));
        ArrayPool<int>.Shared.Return(bucketOf);
        ArrayPool<int>.Shared.Return(ends);
    }

    private static (double Least, double Most) Range(ReadOnlySpan<double> numbers)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(numbers);
        var (leasts, mosts) = (new Vector<double>(least), new Vector<double>(most));
        foreach (var some in vectors)
            (leasts, mosts) = (Vector.MinNative(some, leasts), Vector.MaxNative(some, mosts));
        for (var lane = 0; lane < Vector<double>.Count; lane++)
            (least, most) = (Math.Min(least, leasts[lane]), Math.Max(most, mosts[lane]));
        foreach (var number in numbers[(vectors.Length * Vector<double>.Count)..])
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
        return (least, most);
    }

    /// <summary>From how many there are in the bucket before to where each bucket starts; how many the largest has.</summary>
    private static int Accumulate(Span<int> counts)
    {
        var (start, largest) = (0, 0);
        foreach (ref var count in counts)
        {
            largest = Math.Max(largest, count);
            count = start += count;
        }
        return largest;
    }

    /// <summary>Moves all to their buckets; where a bucket started becomes where it ends.</summary>
    private static void Distribute(Span<double> numbers, Span<int> places, int[] bucketOf, int[] starts)
    {
        var sorted = ArrayPool<double>.Shared.Rent(numbers.Length);
        var sortedPlaces = ArrayPool<int>.Shared.Rent(numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            var to = starts[bucketOf[i]]++;
            sorted[to] = numbers[i];
            sortedPlaces[to] = places[i];
        }
        sorted.AsSpan(0, numbers.Length).CopyTo(numbers);
        sortedPlaces.AsSpan(0, numbers.Length).CopyTo(places);
        ArrayPool<double>.Shared.Return(sorted);
        ArrayPool<int>.Shared.Return(sortedPlaces);
    }

    private static void CutCrowded(Span<double> numbers, Span<int> places, ReadOnlySpan<int> ends)
    {
        var start = 0;
        foreach (var end in ends)
        {
            if (end - start > Few)
                Cut(numbers[start..end], places[start..end]);
            start = end;
        }
    }

    private static void Insert(Span<double> numbers, Span<int> places)
    {
        for (var i = 1; i < numbers.Length; i++)
        {
            var number = numbers[i];
            if (numbers[i - 1] <= number)
                continue;
            var place = places[i];
            var at = i;
            for (; at > 0 && numbers[at - 1] > number; at--)
                (numbers[at], places[at]) = (numbers[at - 1], places[at - 1]);
            (numbers[at], places[at]) = (number, place);
        }
    }
}
