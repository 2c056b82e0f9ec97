using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Slipway.Features.Shared.Charts;

/// <summary>
/// Writes a chart as SVG: x and widths in percent, y and heights in rem, so that it is fluid and grows with the text.
/// For languages that run from right to left, x is turned round here and nowhere else.
/// </summary>
internal sealed class Canvas(bool rightToLeft)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder svg = new();

    public override string ToString() => svg.ToString();

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>An empty canvas of the same direction.</summary>
    public Canvas Beside() => new(rightToLeft);

    /// <summary>Markup as it is.</summary>
    public Canvas Raw(string markup)
    {
        svg.Append(markup);
        return this;
    }

    public Canvas Rect(string style, double x, double width, double y, double height)
    {
        svg.Append("<rect class=\"").Append(style)
            .Append("\" x=\"").Append(Number(rightToLeft ? 100 - x - width : x))
            .Append("%\" width=\"").Append(Number(width))
            .Append("%\" y=\"").Append(Number(y))
            .Append("rem\" height=\"").Append(Number(height)).Append("rem\"/>");
        return this;
    }

    /// <summary>Attributes of a nested picture as wide as what it shows; percents in it are percents of that.</summary>
    public string Box(double x, double width) =>
        $"x=\"{Number(rightToLeft ? 100 - x - width : x)}%\" width=\"{Number(width)}%\"";

    /// <summary>How far something is in reading direction, as an attribute.</summary>
    public string Way(double percent) => Number(Shift(percent)) + "%";

    public Canvas Vertical(string style, double x, double top, double bottom) => Line(style, x, x, top, bottom);

    public Canvas Horizontal(string style, double from, double to, double y) => Line(style, from, to, y, y);

    public Canvas Line(string style, double x1, double x2, double y1, double y2)
    {
        svg.Append("<line");
        if (style.Length > 0)
            svg.Append(" class=\"").Append(style).Append('"');
        svg.Append(" x1=\"").Append(X(x1)).Append("\" x2=\"").Append(X(x2))
            .Append("\" y1=\"").Append(Number(y1)).Append("rem\" y2=\"").Append(Number(y2)).Append("rem\"/>");
        return this;
    }

    public Canvas Circle(string style, double x, double y, double radius, ShownState? state = null)
    {
        svg.Append("<circle class=\"").Append(style).Append('"');
        if (state is { } hue)
            svg.Append(" data-s=\"").Append(hue.Name()).Append('"');
        svg.Append(" cx=\"").Append(X(x)).Append("\" cy=\"").Append(Number(y)).Append("rem\" r=\"").Append(Number(radius)).Append("\"/>");
        return this;
    }

    /// <summary>Words, <paramref name="shift"/> rem further in reading direction than <paramref name="x"/>.</summary>
    public Canvas Text(string style, double x, double shift, double y, string words, ShownState? state = null) =>
        TextRaw(style, x, shift, y, Encode(words), state);

    /// <summary>The same with markup inside: <see cref="Span"/>s.</summary>
    public Canvas TextRaw(string style, double x, double shift, double y, string markup, ShownState? state = null)
    {
        svg.Append("<text");
        if (style.Length > 0)
            svg.Append(" class=\"").Append(style).Append('"');
        if (state is { } hue)
            svg.Append(" data-s=\"").Append(hue.Name()).Append('"');
        svg.Append(" x=\"").Append(X(x)).Append('"');
        if (shift != 0)
            svg.Append(" dx=\"").Append(Number(Shift(shift))).Append("rem\"");
        svg.Append(" y=\"").Append(Number(y)).Append("rem\">").Append(markup).Append("</text>");
        return this;
    }

    /// <summary>A nested picture that hangs at a point: what stands in it counts from there, in rem.</summary>
    public Canvas Hang(double x, double y, string markup, string attributes = "")
    {
        svg.Append("<svg").Append(attributes).Append(" x=\"").Append(X(x)).Append("\" y=\"").Append(Number(y)).Append("rem\">").Append(markup).Append("</svg>");
        return this;
    }

    /// <summary>Words of a hanging picture.</summary>
    public string Hung(string style, double shift, double y, string markup) =>
        $"<text{(style.Length > 0 ? $" class=\"{style}\"" : "")} x=\"{Number(Shift(shift))}rem\" y=\"{Number(y)}rem\">{markup}</text>";

    /// <summary>An icon of a hanging picture, <paramref name="size"/> rem wide.</summary>
    public string HungIcon(ShownState state, double shift, double y, double size) =>
        $"<use class=\"i\" href=\"#i-{state.Name()}\" x=\"{Number(rightToLeft ? -shift - size : shift)}rem\" y=\"{Number(y)}rem\" width=\"{Number(size)}rem\" height=\"{Number(size)}rem\"/>";

    public static string Span(string style, string words, ShownState? state = null) =>
        $"<tspan class=\"{style}\"{(state is { } hue ? $" data-s=\"{hue.Name()}\"" : "")}>{Encode(words)}</tspan>";

    /// <summary>A place as an attribute: turned round where reading runs from the right.</summary>
    public string X(double x) => Number(rightToLeft ? 100 - x : x) + "%";

    /// <summary>At most two decimals: a hundredth of a percent is a tenth of a pixel.</summary>
    public static string Number(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private double Shift(double shift) => rightToLeft ? -shift : shift;
}
