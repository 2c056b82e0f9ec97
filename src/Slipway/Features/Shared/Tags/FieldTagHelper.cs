using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Tags;

/// <summary>
/// A label, a hint, a message and the control inside:
/// <c>&lt;field for="Input.Name" text="people.name"&gt;&lt;input asp-for="Input.Name"&gt;&lt;/field&gt;</c>.
/// </summary>
[HtmlTargetElement("field", Attributes = "for,text")]
public sealed class FieldTagHelper(Texts texts) : TagHelper
{
    /// <summary>The property of the form.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>The key of the label.</summary>
    public required string Text { get; set; }

    /// <summary>The key of a hint under the label.</summary>
    public string? Hint { get; set; }

    /// <summary>The language of the value, for a text that stands in several: its own name is the label; <see cref="Text"/> stands before the tag of one that the pages do not speak.</summary>
    public string? Own { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext View { get; set; }

    public override void Init(TagHelperContext context) =>
        context.Items[typeof(FieldTagHelper)] = new FieldState(
            Ids.Of(For.Name), Hint is not null, Messages.Of(View.ViewData, For.Name, texts).FirstOrDefault());

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var state = (FieldState)context.Items[typeof(FieldTagHelper)];
        var control = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", state.Message is null ? "field" : "field bad");
        Append(output, "label", "for", state.Id, Own is null ? texts[Text] : Languages.Match(Own) is { } known ? Languages.OwnName(known) : $"{texts[Text]} {Own}");
        if (Hint is not null)
            Append(output, "p", "id", state.HintId, texts[Hint], "s q2");
        if (state.Message is not null)
            Append(output, "p", "id", state.MessageId, state.Message, "msg");
        output.Content.AppendHtml(control);
    }

    private static void Append(TagHelperOutput output, string tag, string attribute, string value, string words, string? style = null)
    {
        var element = new TagBuilder(tag);
        element.Attributes[attribute] = value;
        if (style is not null)
            element.Attributes["class"] = style;
        element.InnerHtml.Append(words);
        output.Content.AppendHtml(element);
    }
}

internal sealed record FieldState(string Id, bool HasHint, string? Message)
{
    public string HintId => Id + "-hint";

    public string MessageId => Id + "-message";
}
