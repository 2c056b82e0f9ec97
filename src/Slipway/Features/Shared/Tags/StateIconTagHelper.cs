using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Slipway.Features.Shared.Tags;

/// <summary><c>&lt;state-icon state="Late" /&gt;</c>: the silhouette alone; the word has to stand beside it.</summary>
[HtmlTargetElement("state-icon", Attributes = "state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StateIconTagHelper : TagHelper
{
    public ShownState State { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Markup(State, output.Attributes["class"]?.Value.ToString()));
    }

    internal static string Markup(ShownState state, string? size = null) =>
        $"""<svg class="i{(size is null ? "" : " " + size)}" data-s="{state.Name()}" aria-hidden="true"><use href="#i-{state.Name()}"/></svg>""";
}
