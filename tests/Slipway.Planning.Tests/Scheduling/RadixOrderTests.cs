using CsCheck;
using Slipway.Planning.Scheduling;

namespace Slipway.Planning.Tests.Scheduling;

public sealed class RadixOrderTests
{
    [Fact]
    public void Orders_as_a_stable_sort_does() =>
        Gen.OneOf(Gen.Double[-1e18, 1e18], Gen.Int[-3, 3].Select(number => (double)number), Gen.Long[-1L << 50, 1L << 50].Select(number => (double)number)).Array[0, 200].Sample(numbers =>
            Assert.Equal(Enumerable.Range(0, numbers.Length).OrderBy(i => numbers[i]), RadixOrder.Of(numbers)));

    [Fact]
    public void Numbers_that_differ_only_in_their_last_bit_have_an_order()
    {
        double[] numbers = [1, Math.BitDecrement(1), Math.BitIncrement(1), 0, -0.0, -1];
        Assert.Equal([5, 3, 4, 1, 0, 2], RadixOrder.Of(numbers));
    }
}
