using Slipway.Formats.Plans;

namespace Slipway.Formats.Tests.Plans;

public sealed class PlanHashTests
{
    [Fact]
    public void It_is_the_hash_of_both_texts_with_their_lengths() =>
        // printf '\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\2bc' | sha256sum
        Assert.Equal("3fafa1cf2f19a7c1129beb20cf0983f73a489a221fc0dd2f16d1be292d089205", PlanHash.Of("a", "bc"));

    [Fact]
    public void A_letter_that_moves_from_one_file_to_the_other_changes_it() =>
        Assert.NotEqual(PlanHash.Of("ab", "c"), PlanHash.Of("a", "bc"));
}
