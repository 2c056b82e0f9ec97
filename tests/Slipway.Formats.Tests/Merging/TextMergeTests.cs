using CsCheck;
using Slipway.Formats.Merging;

namespace Slipway.Formats.Tests.Merging;

public sealed class TextMergeTests
{
    private const string Before = "a\nb\nc\nd\ne\n";

    [Theory]
    [InlineData("A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\nE\n")]
    [InlineData("a\nB\nc\nd\ne\n", "a\nb\nC\nd\ne\n", "a\nB\nC\nd\ne\n")]
    [InlineData("a\nb\nx\nc\nd\ne\n", "a\nb\nC\nd\ne\n", "a\nb\nx\nC\nd\ne\n")]
    [InlineData("a\nb\nx\nc\nd\ne\n", "a\nb\ny\nc\nd\ne\n", "a\nb\nx\ny\nc\nd\ne\n")]
    [InlineData("a\nb\nx\nc\nd\ne\n", "a\nb\nx\nc\nd\ne\n", "a\nb\nx\nc\nd\ne\n")]
    [InlineData("a\nc\nd\ne\n", "a\nb\nc\ne\n", "a\nc\ne\n")]
    [InlineData("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne", "a\nb\nc\nd\nef\n")]
    public void Puts_together_what_does_not_overlap_whoever_was_first(string theirs, string mine, string merged)
    {
        Assert.Equal(merged, TextMerge.Of(Before, theirs, mine, insideLines: false) is { IsClean: true } one ? one.Text() : "");
        Assert.Equal(merged, TextMerge.Of(Before, mine, theirs, insideLines: false) is { IsClean: true } other ? other.Text() : "");
    }

    [Fact]
    public void Asks_where_both_changed_the_same_line()
    {
        var merge = TextMerge.Of(Before, "a\nb\nX\nd\ne\n", "a\nb\nY\nd\nE\n", insideLines: true);
        var conflict = Assert.Single(merge.Conflicts);
        Assert.Equal(("c\n", "X\n", "Y\n", 3), (conflict.Before, conflict.Theirs, conflict.Mine, conflict.Line));
        Assert.Equal(["a\nb\nX\nd\nE\n", "a\nb\nY\nd\nE\n"], [merge.Text(false), merge.Text(true)]);
        Assert.Equal(merge.Text(false), merge.Text());
    }

    [Theory]
    [InlineData("- { id: a, takes: 7m, undo: none }\n", "- { id: a, takes: 5m, undo: b }\n", "- { id: a, takes: 7m, undo: b }\n")]
    [InlineData("- { id: a, owner: x, takes: 5m, undo: none }\n", "- { id: a, takes: 6m, undo: none }\n", "- { id: a, owner: x, takes: 6m, undo: none }\n")]
    public void Puts_changes_of_one_line_together_only_where_that_is_wanted(string theirs, string mine, string merged)
    {
        const string before = "- { id: a, takes: 5m, undo: none }\n";
        Assert.Equal(merged, TextMerge.Of(before, theirs, mine, insideLines: true).Text());
        Assert.Single(TextMerge.Of(before, theirs, mine, insideLines: false).Conflicts);
    }

    [Fact]
    public void Loses_nothing_of_either_text_and_does_not_mind_who_was_first()
    {
        var text = Gen.Select(Gen.Char["abcd"], letter => $"{letter}").List[0, 8].Select(lines => string.Concat(lines.Select(line => line + "\n")));
        Gen.Select(text, text, text).Sample((before, theirs, mine) =>
        {
            var merge = TextMerge.Of(before, theirs, mine, insideLines: false);
            Assert.Equal(before, string.Concat(merge.Parts.Select(part => part.Before)));
            Assert.Equal(theirs, string.Concat(merge.Parts.Select(part => part.Theirs)));
            Assert.Equal(mine, string.Concat(merge.Parts.Select(part => part.Mine)));
            var other = TextMerge.Of(before, mine, theirs, insideLines: false);
            Assert.Equal(merge.Parts.Select(part => part.Merged), other.Parts.Select(part => part.Merged));
        });
    }

    [Fact]
    public void Who_changes_nothing_gets_what_the_other_made()
    {
        var text = Gen.String.Array[0, 5].Select(lines => string.Join('\n', lines));
        Gen.Select(text, text).Sample((before, mine) =>
        {
            Assert.Equal(mine, TextMerge.Of(before, before, mine, insideLines: true).Text());
            Assert.Equal(mine, TextMerge.Of(before, mine, before, insideLines: true).Text());
        });
    }
}
