using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Slipway.Platform.Following;

namespace Slipway.Features.Shared.Tags;

/// <summary>On a copy nobody fills in what would only be refused: its forms can be read, and no more.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class CopyFormTagHelper(FollowState state) : TagHelper
{
    /// <summary>After the tag helper that writes the form's action.</summary>
    public override int Order => 1;

    [HtmlAttributeNotBound]
    [ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var action = output.Attributes["action"]?.Value?.ToString();
        if (state.Url is not null && !CopyRefusal.Allows(string.IsNullOrEmpty(action) ? ViewContext.HttpContext.Request.Path : action.Split('?')[0]))
            output.Attributes.Add(new TagHelperAttribute("inert"));
    }
}
