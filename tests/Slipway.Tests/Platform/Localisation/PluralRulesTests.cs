using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class PluralRulesTests
{
    /// <summary>The sample numbers of CLDR's own plural chart.</summary>
    [Theory]
    [InlineData("en", "one", new long[] { 1 })]
    [InlineData("en", "other", new long[] { 0, 2, 16, 100, 1000, 1_000_000 })]
    [InlineData("fr", "one", new long[] { 0, 1 })]
    [InlineData("fr", "many", new long[] { 1_000_000, 2_000_000 })]
    [InlineData("fr", "other", new long[] { 2, 17, 100, 1000, 10_000, 100_000 })]
    [InlineData("ar", "zero", new long[] { 0 })]
    [InlineData("ar", "one", new long[] { 1 })]
    [InlineData("ar", "two", new long[] { 2 })]
    [InlineData("ar", "few", new long[] { 3, 10, 103, 110, 1003 })]
    [InlineData("ar", "many", new long[] { 11, 26, 111, 1011 })]
    [InlineData("ar", "other", new long[] { 100, 102, 200, 202, 300, 302, 500, 1000, 1_000_000 })]
    public void Follows_the_samples_of_CLDR(string language, string category, long[] numbers) =>
        Assert.All(numbers, number => Assert.Equal(category, PluralRules.Category(language, number)));

    [Fact]
    public void Every_number_has_a_category_that_its_language_knows()
    {
        foreach (var language in Languages.All)
        {
            var met = Enumerable.Range(0, 2000).Append(1_000_000).Select(n => PluralRules.Category(language, n)).Distinct().Order();
            Assert.Equal(PluralRules.Categories(language).Order(), met);
        }
    }
}
