using System.Globalization;
using System.Xml.Linq;

namespace Slipway.Tests.Features.Shared.Charts;

/// <summary>Reads a chart back and tells where things are.</summary>
internal static class Geometry
{
    public static XElement Parse(string svg) => XElement.Parse(svg);

    public static IEnumerable<XElement> All(this XElement svg, string name) => svg.DescendantsAndSelf(name);

    public static double Percent(this XElement element, string attribute) => Number(element, attribute, "%");

    /// <summary>A place in percent of the whole picture, whatever pictures the element stands in.</summary>
    public static double Place(this XElement element, string attribute) => element.PlaceOf(element.Percent(attribute));

    public static double PlaceOf(this XElement element, double percent)
    {
        foreach (var around in element.Ancestors("svg").Where(svg => svg.Attribute("x")?.Value.EndsWith('%') == true))
            percent = around.Percent("x") + (around.Attribute("width") is null ? percent : percent * around.Percent("width") / 100);
        return percent;
    }

    public static double Rem(this XElement element, string attribute) => Number(element, attribute, "rem");

    public static string Style(this XElement element) => (string?)element.Attribute("class") ?? "";

    /// <summary>Fails when anything with a place in percent leaves the picture.</summary>
    public static void AssertInside(XElement svg)
    {
        foreach (var element in svg.Descendants())
        {
            foreach (var attribute in element.Attributes().Where(a => a.Name.LocalName is "x" or "x1" or "x2" or "cx" && a.Value.EndsWith('%')))
                Assert.InRange(element.Place(attribute.Name.LocalName), -0.01, 100.02);
            if (element.Name == "rect" && element.Attribute("width")!.Value.EndsWith('%'))
            {
                Assert.InRange(element.Percent("width"), 0, 100.01);
                Assert.InRange(element.PlaceOf(element.Percent("x") + element.Percent("width")), -0.01, 100.03);
            }
        }
    }

    /// <summary>Fails unless every bar, line and dot of one is the other's, seen in a mirror.</summary>
    public static void AssertMirrored(XElement left, XElement right)
    {
        var pairs = Shapes(left).Zip(Shapes(right)).ToList();
        Assert.Equal(Shapes(left).Count(), Shapes(right).Count());
        foreach (var (a, b) in pairs)
        {
            Assert.Equal((a.Name, a.Style()), (b.Name, b.Style()));
            foreach (var name in new[] { "x1", "x2", "cx" }.Where(name => a.Attribute(name) is not null))
                Assert.Equal(100 - a.Place(name), b.Place(name), 0.031);
            if (a.Name == "rect")
                Assert.Equal(100 - a.PlaceOf(a.Percent("x") + a.Percent("width")), b.Place("x"), 0.031);
        }
    }

    private static IEnumerable<XElement> Shapes(XElement svg) => svg.Descendants()
        .Where(element => element.Name.LocalName is "line" or "circle" && (element.Attribute("x1") ?? element.Attribute("cx"))?.Value.EndsWith('%') == true
            || element.Name.LocalName is "rect" && element.Attribute("width")!.Value.EndsWith('%'));

    private static double Number(XElement element, string attribute, string unit)
    {
        var value = element.Attribute(attribute)?.Value ?? throw new InvalidOperationException($"{element} has no {attribute}");
        Assert.EndsWith(unit, value, StringComparison.Ordinal);
        return double.Parse(value[..^unit.Length], CultureInfo.InvariantCulture);
    }
}
