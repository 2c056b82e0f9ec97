using Slipway.Formats.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class ProbabilityTests
{
    [Theory]
    [InlineData("0.8", 0.8)]
    [InlineData("0,8", 0.8)]
    [InlineData("80%", 0.8)]
    [InlineData("80 %", 0.8)]
    [InlineData("٨٠٪", 0.8)]
    [InlineData("٠٫٨", 0.8)]
    [InlineData("1", 1.0)]
    public void Reads_a_probability_as_people_write_it(string text, double means) => Assert.Equal(means, Probability.Read(text).Value, 12);

    [Theory]
    [InlineData("80", "0.8")]
    [InlineData("٨٠", "0.8")]
    [InlineData("120%", "0.8")]
    [InlineData("likely", "0.8")]
    [InlineData("", "0.8")]
    public void Refuses_what_is_none_with_one_that_is(string text, string correction) =>
        Assert.Equal((false, correction), (Probability.Read(text).Ok, Probability.Read(text).Correction));
}
