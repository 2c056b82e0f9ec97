using Slipway.Platform.Journal;

namespace Slipway.Tests.Platform.Journal;

public sealed class JournalHeadTests
{
    [Fact]
    public void Is_read_back_from_print()
    {
        var head = new JournalHead(12, 3481, new string('a', 64));
        Assert.Equal(head, JournalHead.Parse($" {head.ToString().ToUpperInvariant()} "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12-3481-abc")]
    [InlineData("-1-3481-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Nothing_else_is_read(string text) => Assert.Null(JournalHead.Parse(text));

    [Fact]
    public void Does_not_depend_on_the_order_of_streams_and_does_on_all_else()
    {
        StreamPosition one = new("a", 1, [1]), two = new("b", 2, [2]);
        var head = RecordedHead.Of([one, two]);
        Assert.Equal(head, RecordedHead.Of([two, one]));
        Assert.All(
            [RecordedHead.Of([one]), RecordedHead.Of([one, two with { Version = 3 }]), RecordedHead.Of([one, two with { Hash = [3] }]), RecordedHead.Of([one, two with { Stream = "c" }])],
            other => Assert.NotEqual(head.Digest, other.Digest));
    }
}
