using CsCheck;
using Slipway.Formats.Merging;

namespace Slipway.Formats.Tests.Merging;

public sealed class DifferenceTests
{
    private static readonly Gen<List<string>> Sequence = Gen.Select(Gen.Int[0, 4], number => $"{number}").List[0, 30];

    [Fact]
    public void What_the_hunks_say_makes_the_one_sequence_of_the_other() => Gen.Select(Sequence, Sequence).Sample((before, after) =>
    {
        var rebuilt = new List<string>();
        var at = 0;
        foreach (var hunk in Difference.Between(before, after))
        {
            rebuilt.AddRange(before[at..hunk.Start]);
            Assert.Equal(rebuilt.Count, hunk.OtherStart);
            rebuilt.AddRange(after[hunk.OtherStart..hunk.OtherEnd]);
            at = hunk.End;
        }
        rebuilt.AddRange(before[at..]);
        Assert.Equal(after, rebuilt);
    });

    /// <summary>The known answer: the length of the longest common subsequence, by the table that everybody knows.</summary>
    [Fact]
    public void No_fewer_elements_could_have_changed() => Gen.Select(Sequence, Sequence).Sample((before, after) =>
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        Assert.Equal(
            before.Count + after.Count - 2 * common[0, 0],
            Difference.Between(before, after).Sum(hunk => hunk.End - hunk.Start + hunk.OtherEnd - hunk.OtherStart));
    });

    [Fact]
    public void Sequences_that_have_nothing_in_common_are_replaced_whole()
    {
        var (before, after) = (Enumerable.Range(0, 4000).Select(n => $"a{n}").ToList(), Enumerable.Range(0, 4000).Select(n => $"b{n}").ToList());
        Assert.Equal([new Hunk(0, 4000, 0, 4000)], Difference.Between(before, after));
    }
}
