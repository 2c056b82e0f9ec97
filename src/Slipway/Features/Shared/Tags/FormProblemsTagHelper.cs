using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared.Tags;

/// <summary><c>&lt;form-problems /&gt;</c>, first in a form: how many things are wrong, each a link to its field. Nothing when all is well.</summary>
[HtmlTargetElement("form-problems", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormProblemsTagHelper(Texts texts) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var problems = View.ViewData.ModelState
            .SelectMany(entry => Messages.Of(View.ViewData, entry.Key, texts).Select(message => (Field: entry.Key, Message: message)))
            .ToList();
        if (problems.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "problems");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "");
        output.Attributes.SetAttribute("data-s", ShownState.Late.Name());
        var head = new TagBuilder("h2");
        head.InnerHtml.Append(texts.Format("shared.form-problems", ("n", problems.Count)));
        var list = new TagBuilder("ul");
        foreach (var (field, message) in problems)
            list.InnerHtml.AppendHtml(Line(field, message));
        output.Content.AppendHtml(head).AppendHtml(list);
    }

    private static TagBuilder Line(string field, string message)
    {
        var line = new TagBuilder("li");
        if (field.Length == 0)
        {
            line.InnerHtml.Append(message);
            return line;
        }
        var link = new TagBuilder("a");
        link.Attributes["href"] = "#" + Ids.Of(field);
        link.InnerHtml.Append(message);
        line.InnerHtml.AppendHtml(link);
        return line;
    }
}

/// <summary>What is wrong with a field, in the reader's language.</summary>
internal static class Messages
{
    /// <remarks>A message that is a text's key is translated; any other was written for the reader already.</remarks>
    public static IEnumerable<string> Of(ViewDataDictionary data, string field, Texts texts) =>
        data.ModelState.TryGetValue(field, out var entry)
            ? entry.Errors.Select(error => texts.Has(error.ErrorMessage) ? texts[error.ErrorMessage] : error.ErrorMessage)
            : [];
}

internal static class Ids
{
    /// <summary>The id that the framework gives to the control of a property.</summary>
    public static string Of(string name) => TagBuilder.CreateSanitizedId(name, "_");
}
