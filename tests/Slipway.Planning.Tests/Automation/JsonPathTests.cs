using System.Text.Json;
using CsCheck;
using Slipway.Planning.Automation;

namespace Slipway.Planning.Tests.Automation;

public sealed class JsonPathTests
{
    /// <summary>The queries are those of RFC 9535, sections 2.3.1, 2.3.3 and 2.5.1.</summary>
    private const string Example = """{ "o": { "j j": { "k.k": 3 } }, "'": { "@": 2 }, "a": ["x", true, null, { "b": "é" }], "☺": 1.50, "tab\t": "t" }""";

    [Theory]
    [InlineData("$.a[0]", "x")]
    [InlineData("$['a'][-4]", "x")]
    [InlineData("$.a[1]", "true")]
    [InlineData("$.a[2]", "null")]
    [InlineData("$.a[3].b", "é")]
    [InlineData("$[ \"a\" ][ 3 ]['b']", "é")]
    [InlineData("$.o['j j']['k.k']", "3")]
    [InlineData("$.o[\"j j\"][\"k.k\"]", "3")]
    [InlineData("$[\"'\"][\"@\"]", "2")]
    [InlineData("$['\\'']['@']", "2")]
    [InlineData("$.☺", "1.50")]
    [InlineData("$['\\u263A']", "1.50")]
    [InlineData("$['tab\\t']", "t")]
    [InlineData("$.a[4]", null)]
    [InlineData("$.a[-5]", null)]
    [InlineData("$.a.b", null)]
    [InlineData("$.o[0]", null)]
    [InlineData("$.nothing.here", null)]
    public void Finds_one_value_as_a_text(string path, string? value)
    {
        using var document = JsonDocument.Parse(Example);
        Assert.Equal(value, JsonPath.Parse(path)!.Find(document.RootElement));
    }

    [Fact]
    public void Finds_the_whole_document()
    {
        using var document = JsonDocument.Parse("\"all\"");
        Assert.Equal("all", JsonPath.Parse("$")!.Find(document.RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(" $")]
    [InlineData("$ ")]
    [InlineData("$.")]
    [InlineData("$.1a")]
    [InlineData("$..a")]
    [InlineData("$.*")]
    [InlineData("$.a[*]")]
    [InlineData("$.a[0:2]")]
    [InlineData("$.a[0,1]")]
    [InlineData("$.a[01]")]
    [InlineData("$.a[-0]")]
    [InlineData("$.a[?@.b]")]
    [InlineData("$.a[")]
    [InlineData("$['a")]
    [InlineData("$['a\\")]
    [InlineData("$['a\\x']")]
    [InlineData("$['a\\u12']")]
    [InlineData("$['a'")]
    public void Is_no_query_that_could_find_none_or_several(string path) => Assert.Null(JsonPath.Parse(path));

    [Fact]
    public void Never_throws_whatever_is_written() => Gen.OneOf("$", ".", "[", "]", "'", "\"", "\\", "u", "0", "-", "a", "é", " ", "*").Array[0, 12].Select(string.Concat).Sample(path =>
    {
        using var document = JsonDocument.Parse(Example);
        JsonPath.Parse(path)?.Find(document.RootElement);
    }, iter: 20_000);
}
