using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Slipway.Platform.Localisation;

/// <summary>What the pages say, in one language. Pages know it as <c>T</c>.</summary>
public sealed class Texts
{
    private readonly TextCatalog catalog;

    internal Texts(TextCatalog catalog, string language)
    {
        this.catalog = catalog;
        Language = language;
        IsRightToLeft = Languages.IsRightToLeft(language);
    }

    public string Language { get; }

    public bool IsRightToLeft { get; }

    /// <summary>For the attribute <c>dir</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>A text without values: <c>T["room.needs-someone"]</c>.</summary>
    public string this[string key] => Format(key);

    /// <summary>Whether there is a text of this key.</summary>
    public bool Has(string key) => catalog.Has(key);

    /// <summary>A text with its values: <c>T.Format("room.tasks-left", ("n", 5))</c>.</summary>
    /// <remarks>Whole numbers are grouped; words are isolated where they run in the other direction. The value named n chooses the plural form.</remarks>
    /// <exception cref="KeyNotFoundException">There is no such text, or a value is missing (development and tests only).</exception>
    public string Format(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var result = new StringBuilder();
        foreach (var (literal, name) in Pieces(Choose(key, values)))
            result.Append(name is null ? literal : Written(Value(key, name, values)));
        return result.ToString();
    }

    /// <summary>
    /// The same as markup: <c>**words**</c> in the text become bold; values are encoded unless they are markup already.
    /// </summary>
    public IHtmlContent Html(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var html = new HtmlContentBuilder();
        var bold = false;
        foreach (var (literal, name) in Pieces(Choose(key, values)))
        {
            if (name is not null)
            {
                var value = Value(key, name, values);
                _ = value is IHtmlContent markup ? html.AppendHtml(markup) : html.Append(Written(value));
                continue;
            }
            var parts = literal.Split("**");
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                    html.AppendHtml((bold = !bold) ? "<b>" : "</b>");
                html.Append(parts[i]);
            }
        }
        return html;
    }

    /// <summary>A name or title that somebody typed, to stand inside a sentence.</summary>
    public string Foreign(string text) => Bidi.Foreign(text, IsRightToLeft);

    /// <summary>A clock, a signed number or a code, to stand inside a sentence.</summary>
    public string Ltr(string text) => Bidi.Ltr(text, IsRightToLeft);

    private string Written(object? value) => value switch
    {
        null => "",
        int number => Numbers.Format(number),
        long number => Numbers.Format(number),
        IHtmlContent => throw new ArgumentException("Markup can only stand in T.Html."),
        _ => Foreign(value.ToString() ?? ""),
    };

    private string Choose(string key, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (catalog.Find(key, Language) is not { } sentence)
        {
            return catalog.IsStrict
                ? throw new KeyNotFoundException($"There is no text {key} in {Language}; add it to the file of texts beside the feature that uses it.")
                : key;
        }
        if (sentence.Plain is { } plain)
            return plain;
        foreach (var (name, value) in values)
        {
            if (name == "n")
            {
                var category = PluralRules.Category(Language, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return sentence.Plurals!.GetValueOrDefault(category) ?? sentence.Plurals!["other"];
            }
        }
        throw new KeyNotFoundException($"The text {key} depends on a number; give it as (\"n\", …).");
    }

    private object? Value(string key, string name, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (given, value) in values)
        {
            if (given == name)
                return value;
        }
        return catalog.IsStrict ? throw new KeyNotFoundException($"The text {key} needs a value named {name}.") : "";
    }

    /// <summary>The literal stretches of a text and the names between them.</summary>
    private static List<(string Literal, string? Name)> Pieces(string text)
    {
        var pieces = new List<(string, string?)>();
        var at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            if (open > at)
                pieces.Add((text[at..open], null));
            pieces.Add(("", text[(open + 1)..close]));
            at = close + 1;
        }
        if (at < text.Length)
            pieces.Add((text[at..], null));
        return pieces;
    }
}
