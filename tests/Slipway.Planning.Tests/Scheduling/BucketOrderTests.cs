using CsCheck;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class BucketOrderTests
{
    private static readonly Gen<double> Anywhere = Gen.Double[-1e18, 1e18];
    private static readonly Gen<double> Microseconds = Gen.Long[-1L << 50, 1L << 50].Select(number => (double)number);
    private static readonly Gen<double> Minutes = Gen.Int[-300, 300].Select(minutes => minutes * 60e6);
    private static readonly Gen<double> ManyEqual = Gen.Int[-3, 3].Select(number => (double)number);
    private static readonly Gen<double> EverNearerToZero = Gen.Int[-1074, 1000].Select(exponent => Math.ScaleB(1, exponent));

    [Fact]
    public void Orders_as_a_stable_sort_does() =>
        Gen.OneOf(Anywhere, Microseconds, Minutes, ManyEqual, EverNearerToZero).Array[0, 200].Sample(Check);

    [Fact]
    public void Orders_a_night_of_minutes_beside_weeks_and_years() =>
        Gen.Select(Minutes.Array[0, 2000], Microseconds.Array[0, 5], Minutes.Select(minute => minute + 1.5e15).Array[0, 300])
            .Sample((night, far, late) => Check([.. far, .. night, .. late]), iter: 100);

    [Fact]
    public void Numbers_that_differ_only_in_their_last_bit_have_an_order() =>
        Check([.. Enumerable.Repeat(new[] { 1, Math.BitDecrement(1), Math.BitIncrement(1), 0, -0.0, -1 }, 10).SelectMany(numbers => numbers)]);

    [Fact]
    public void Numbers_without_an_end_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BucketOrder.Sort([.. Enumerable.Range(0, 40).Select(i => (double)i), double.PositiveInfinity], new int[41]));

    private static void Check(double[] numbers)
    {
        var sorted = numbers.AsSpan().ToArray();
        var places = new int[numbers.Length];
        BucketOrder.Sort(sorted, places);
        Assert.Equal(Enumerable.Range(0, numbers.Length).OrderBy(i => numbers[i]), places);
        Assert.Equal(places.Select(place => numbers[place]), sorted);
    }
}
