using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Tags;

/// <summary>
/// For a control that is no property of the page, as a file: <c>&lt;div class="field" field-name="Files"&gt;</c> is marked when something is wrong with it,
/// <c>&lt;field-message name="Files" /&gt;</c> says what, and <c>&lt;input field-name="Files"&gt;</c> is described by that.
/// </summary>
[HtmlTargetElement("field-message", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldMessageTagHelper(Texts texts) : TagHelper
{
    public required string Name { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Messages.Of(View.ViewData, Name, texts).FirstOrDefault() is not { } message)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("id", FieldNameTagHelper.MessageId(Name));
        output.Attributes.SetAttribute("class", "msg");
        output.Content.SetContent(message);
    }
}

/// <summary>Marks a field and its control while something is wrong with it.</summary>
[HtmlTargetElement("div", Attributes = "field-name")]
[HtmlTargetElement("input", Attributes = "field-name")]
public sealed class FieldNameTagHelper : TagHelper
{
    public required string FieldName { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (View.ViewData.ModelState[FieldName]?.Errors.Count is null or 0)
            return;
        if (output.TagName == "div")
        {
            output.AddClass("bad", HtmlEncoder.Default);
            return;
        }
        var described = output.Attributes["aria-describedby"]?.Value;
        output.Attributes.SetAttribute("aria-describedby", $"{described} {MessageId(FieldName)}".TrimStart());
        output.Attributes.SetAttribute("aria-invalid", "true");
    }

    internal static string MessageId(string name) => Ids.Of(name) + "-message";
}
