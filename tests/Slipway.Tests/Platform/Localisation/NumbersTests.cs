using System.Globalization;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(4118, "4\u202F118")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1\u202F234\u202F567")]
    [InlineData(-4000, "−4\u202F000")]
    public void Thousands_stand_apart_by_a_thin_space(long number, string expected)
    {
        Assert.Equal(expected, Numbers.Format(number));
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar");
        Assert.Equal(expected, Numbers.Format(number));
    }

    [Fact]
    public void A_signed_number_uses_the_true_minus()
    {
        Assert.Equal(["+25", "−4", "0"], [Numbers.Signed(25), Numbers.Signed(-4), Numbers.Signed(0)]);
    }

    [Fact]
    public void A_share_is_never_rounded_to_certainty()
    {
        Assert.Equal([99, 100, 1, 0, 93], [Numbers.Percent(0.999), Numbers.Percent(1), Numbers.Percent(0.001), Numbers.Percent(0), Numbers.Percent(0.93)]);
    }
}
