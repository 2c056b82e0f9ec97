using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class FrenchSpacesTests
{
    [Theory]
    [InlineData("Vraiment ? Oui : « à {n} % » ; bien !", "Vraiment\u00A0? Oui\u00A0: «\u00A0à {n}\u00A0%\u00A0»\u00A0; bien\u00A0!")]
    [InlineData("Écrivez after: [a] à 02:10, https://exemple", "Écrivez after: [a] à 02:10, https://exemple")]
    public void Bind_a_sign_to_its_word_and_leave_code_and_times_alone(string typed, string read) =>
        Assert.Equal(read, FrenchSpaces.Bind(typed));

    [Fact]
    public void Only_french_texts_are_touched()
    {
        var texts = TextFile.Read(new StringReader("a: { en: \"a : b\", fr: { one: \"a : b\", other: \"« c »\" } }"))["a"];
        Assert.Equal(["a : b", "a\u00A0: b", "«\u00A0c\u00A0»"], texts.Values.SelectMany(sentence => sentence.Forms));
    }
}
