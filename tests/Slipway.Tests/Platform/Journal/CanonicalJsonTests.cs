using System.Text.Json;
using CsCheck;
using Slipway.Platform.Journal;

namespace Slipway.Tests.Platform.Journal;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": 1, "a": { "d": [ 2.50, 1e3 ], "c": null } }""", """{"a":{"c":null,"d":[2.50,1e3]},"b":1}""")]
    [InlineData("""{"é":"é","E":"\u00e9","a":"\/ \" \\ \n"}""", """{"E":"é","a":"/ \" \\ \n","é":"é"}""")]
    [InlineData("true", "true")]
    public void Is_written_in_one_way(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Write(JsonElement.Parse(json)));

    [Fact]
    public void Written_twice_it_is_the_same_and_means_the_same() => Json.Sample(value =>
    {
        var element = JsonSerializer.SerializeToElement(value);
        var once = CanonicalJson.Write(element);
        Assert.True(JsonElement.DeepEquals(element, JsonElement.Parse(once)));
        Assert.Equal(once, CanonicalJson.Write(JsonElement.Parse(once)));
    });

    private static Gen<string> Words { get; } = Gen.String[Gen.Char['\0', '\ud7ff'], 0, 8];

    private static Gen<object> Json { get; } = Gen.Recursive<object>((depth, inner) => depth > 3
        ? Gen.OneOf(Words.Select(Boxed), Gen.Int.Select(Boxed), Gen.Bool.Select(Boxed))
        : Gen.OneOf(Words.Select(Boxed), Gen.Double[-1e6, 1e6].Select(Boxed), inner.Array[0, 4].Select(Boxed), Gen.Dictionary(Words, inner)[0, 4].Select(Boxed)));

    private static object Boxed<T>(T value) => value!;
}
