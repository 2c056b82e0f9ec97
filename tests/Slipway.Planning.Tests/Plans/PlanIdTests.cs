using Slipway.Planning.Plans;

namespace Slipway.Planning.Tests.Plans;

public sealed class PlanIdTests
{
    [Theory]
    [InlineData("Café: open!", "cafe-open")]
    [InlineData("Load\uFFFE", "load")]
    [InlineData("\uD800x", "x")]
    [InlineData("تحميل", null)]
    public void An_id_is_made_of_any_text(string text, string? id) => Assert.Equal(id, PlanId.Of(text));
}
