using Microsoft.AspNetCore.Html;
using Slipway.Features.Cutover.Speaking;

namespace Slipway.Tests.Features.Cutover.Speaking;

/// <summary>What people wrote, where it could be taken for markup of ours.</summary>
public sealed class ForeignWordsTests
{
    [Theory]
    [InlineData('>', 200)]
    [InlineData('[', 50_000)]
    public void An_instruction_nested_too_deeply_is_shown_as_it_was_written(char mark, int times)
    {
        var text = new string(mark, times) + " <b>Stop</b>";
        using var writer = new StringWriter();
        Markdown.Html(text).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.Contains("Stop", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_review_words_stay_in_their_line_and_are_no_markup()
    {
        var inline = ReviewMarkdown.Inline("Done\r\n\u2028# Approved <img src=x> [here](https://x) `a` \\| **b** _c_");
        Assert.Equal("Done  \\# Approved \\<img src=x\\> \\[here\\](https://x) \\`a\\` \\\\\\| \\*\\*b\\*\\* \\_c\\_", inline);
        var html = Markdig.Markdown.ToHtml($"- {inline}");
        foreach (var markup in new[] { "<h1", "<img", "<a ", "<code", "<em", "<strong" })
            Assert.DoesNotContain(markup, html, StringComparison.Ordinal);
    }
}
