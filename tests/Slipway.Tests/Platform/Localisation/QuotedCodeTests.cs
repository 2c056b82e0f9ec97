using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class QuotedCodeTests
{
    [Fact]
    public void Code_in_an_arabic_text_keeps_its_brackets_where_they_belong()
    {
        var texts = TextFile.Read(new StringReader("a: { en: 'write \"a: [b]\"', ar: 'اكتب \"a: [b]\" أو \"c\"' }"))["a"];
        Assert.Equal(["write \"a: [b]\"", "اكتب \u2066\"a: [b]\"\u2069 أو \u2066\"c\"\u2069"], texts.Values.Select(sentence => sentence.Plain));
    }
}
