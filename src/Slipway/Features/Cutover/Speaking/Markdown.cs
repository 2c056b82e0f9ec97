using System.Text.Encodings.Web;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Html;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Instructions as people write them. What is not plain text, lists, emphasis, code, tables or links is left out.</summary>
public static class Markdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().DisableHtml().Build();
    private static readonly HtmlSanitizer Sanitizer = Make();

    public static IHtmlContent Html(string text)
    {
        try
        {
            return new HtmlString(Sanitizer.Sanitize(Markdig.Markdown.ToHtml(text, Pipeline)));
        }
        catch (ArgumentException)
        {
            // Nested deeper than is meant by anybody; it is shown as it was written.
            return new HtmlString($"<pre>{HtmlEncoder.Default.Encode(text)}</pre>");
        }
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(["p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "h3", "h4"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "start"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["https", "http", "mailto", "tel"]);
        sanitizer.AllowedCssProperties.Clear();
        return sanitizer;
    }
}
