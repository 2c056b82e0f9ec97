using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Slipway.Features.Shared.Tags;

/// <summary>Ties a control to the hint and message of the field around it.</summary>
[HtmlTargetElement("input", Attributes = "asp-for")]
[HtmlTargetElement("select", Attributes = "asp-for")]
[HtmlTargetElement("textarea", Attributes = "asp-for")]
public sealed class FieldControlTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(FieldTagHelper), out var item) || item is not FieldState field)
            return;
        string[] described = [.. field.HasHint ? [field.HintId] : (string[])[], .. field.Message is null ? (string[])[] : [field.MessageId]];
        if (described.Length > 0)
            output.Attributes.SetAttribute("aria-describedby", string.Join(' ', described));
        if (field.Message is not null)
            output.Attributes.SetAttribute("aria-invalid", "true");
    }
}
