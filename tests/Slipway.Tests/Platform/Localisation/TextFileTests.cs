using CsCheck;
using Slipway.Platform.Localisation;
using YamlDotNet.Core;

namespace Slipway.Tests.Platform.Localisation;

public sealed class TextFileTests
{
    [Fact]
    public void Scalars_are_what_they_look_like()
    {
        var texts = TextFile.Read(new StringReader("a: { en: no, fr: 1er, ar: \"012\" }"));
        Assert.Equal(["no", "1er", "012"], texts["a"].Values.Select(sentence => sentence.Plain));
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Throws<FormatException>(() => TextFile.Read(new StringReader("a: { en: x }\na: { en: y }")));

    [Fact]
    public void An_empty_file_holds_no_texts() => Assert.Empty(TextFile.Read(new StringReader("")));

    [Fact]
    public void A_bracket_that_confuses_the_scanner_is_refused_as_well() =>
        Assert.Throws<FormatException>(() => TextFile.Read(new StringReader("aa'{{b a&|:\"#b#:': \n[-'aba,{a|&\n::[")));

    [Fact]
    public void Anything_else_is_refused_by_a_located_error() =>
        Gen.String[Gen.Char["ab:{}[],\n \"'&*#-|"], 0, 60].Sample(text =>
        {
            try
            {
                TextFile.Read(new StringReader(text));
            }
            catch (Exception problem) when (problem is YamlException or FormatException)
            {
                Assert.NotEmpty(problem.Message);
            }
        });
}
