using Microsoft.AspNetCore.Html;

namespace Slipway.Features.Cutover.Speaking;

/// <summary>Sentences in which <c>**words**</c> matter more.</summary>
public static class Emphasis
{
    /// <summary>As markup, everything encoded.</summary>
    public static IHtmlContent Html(string sentence)
    {
        var html = new HtmlContentBuilder();
        var parts = sentence.Split("**");
        // An odd number of marks is somebody's own; then none is meant.
        if (parts.Length % 2 == 0)
            return html.Append(sentence);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
                html.AppendHtml("<b>").Append(parts[i]).AppendHtml("</b>");
            else
                html.Append(parts[i]);
        }
        return html;
    }

    public static string Plain(string sentence) => sentence.Replace("**", "", StringComparison.Ordinal);
}
