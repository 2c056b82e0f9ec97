using Slipway.Features.Cutover;

namespace Slipway.Tests.Features.Cutover;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void What_nobody_asked_for_longest_goes_first()
    {
        var kept = new RecentlyUsed<int, string>(3);
        foreach (var key in new[] { 1, 2, 3 })
            kept.GetOrAdd(key, () => $"{key}");
        Assert.True(kept.TryGetValue(1, out _));
        kept.Put(4, "4");
        Assert.Equal([1, 3, 4], new[] { 1, 2, 3, 4 }.Where(key => kept.TryGetValue(key, out _)));
        Assert.Equal("4", kept.Put(4, "four", (before, _) => before));
    }

    [Fact]
    public void What_may_not_go_stays_however_much_there_is()
    {
        var kept = new RecentlyUsed<int, bool>(2, open => !open);
        foreach (var key in Enumerable.Range(0, 10))
            kept.Put(key, key % 2 == 0);
        Assert.Equal([0, 2, 4, 6, 8], Enumerable.Range(0, 10).Where(key => kept.TryGetValue(key, out _)));
    }
}
