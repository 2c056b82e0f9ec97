using Microsoft.AspNetCore.Razor.TagHelpers;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Tags;

/// <summary><c>&lt;state-chip state="Done" /&gt;</c>: icon and word in a frame. Other words may stand inside: <c>&lt;state-chip state="Running"&gt;Live run&lt;/state-chip&gt;</c>.</summary>
[HtmlTargetElement("state-chip", Attributes = "state")]
public sealed class StateChipTagHelper(Texts texts) : TagHelper
{
    public ShownState State { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", State.IsLoud() ? "chip solid" : "chip");
        output.Attributes.SetAttribute("data-s", State.Name());
        output.Content.SetHtmlContent(StateIconTagHelper.Markup(State));
        if (words.IsEmptyOrWhiteSpace)
            output.Content.Append(texts[$"state.{State.Name()}"]);
        else
            output.Content.AppendHtml(words);
    }
}
