namespace Slipway.Planning.Scheduling;

/// <summary>Places of numbers in ascending order, equal ones as they come, in time proportional to their number.</summary>
/// <remarks>
/// Least significant digit first (Seward 1954), eleven bits at a time, over the bits of the numbers, which order as they
/// do once those of negative ones are turned round. Digits that all numbers have in common are skipped, which leaves four
/// or five of six for whole microseconds.
/// </remarks>
internal static class RadixOrder
{
    private const int Bits = 11;
    private const int Digits = 6;

    /// <param name="numbers">Not NaN.</param>
    public static int[] Of(ReadOnlySpan<double> numbers)
    {
        var keys = new ulong[numbers.Length];
        var order = new int[numbers.Length];
        var counts = new int[Digits << Bits];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Key(numbers[i]);
            order[i] = i;
            for (var digit = 0; digit < Digits; digit++)
                counts[(digit << Bits) + Digit(keys[i], digit)]++;
        }
        var next = new int[numbers.Length];
        for (var digit = 0; digit < Digits && keys.Length > 0; digit++)
        {
            var places = counts.AsSpan(digit << Bits, 1 << Bits);
            if (places[Digit(keys[0], digit)] == keys.Length)
                continue;
            Accumulate(places);
            foreach (var i in order)
                next[places[Digit(keys[i], digit)]++] = i;
            (order, next) = (next, order);
        }
        return order;
    }

    private static ulong Key(double number)
    {
        // Adding nothing makes a negative zero positive.
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * Bits)) & ((1 << Bits) - 1);

    /// <summary>From how many there are of each digit to where the first of each goes.</summary>
    private static void Accumulate(Span<int> counts)
    {
        var before = 0;
        foreach (ref var count in counts)
            (count, before) = (before, before + count);
    }
}
