using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Platform.Localisation;

public sealed class TextsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextsTests).Assembly, strict: true);
    private static readonly Texts En = Catalog.In("en");
    private static readonly Texts Ar = Catalog.In("ar");

    [Theory]
    [InlineData("en", 1, "One task left")]
    [InlineData("en", 4118, "4\u202F118 tasks left")]
    [InlineData("fr", 0, "0 tâche restante")]
    [InlineData("ar", 2, "بقيت مهمتان")]
    [InlineData("ar", 7, "بقيت 7 مهام")]
    [InlineData("ar", 11, "بقيت 11 مهمة")]
    public void Chooses_the_plural_form_of_the_language(string language, int n, string expected) =>
        Assert.Equal(expected, Catalog.In(language).Format("sample.tasks-left", ("n", n)));

    [Fact]
    public void A_missing_text_throws_while_developing_and_shows_its_key_in_service()
    {
        Assert.Throws<KeyNotFoundException>(() => En["sample.nowhere"]);
        Assert.Throws<KeyNotFoundException>(() => En["nowhere"]);
        Assert.Throws<KeyNotFoundException>(() => En["nofile.key"]);
        Assert.Equal("sample.nowhere", new TextCatalog(typeof(TextsTests).Assembly, strict: false).In("en")["sample.nowhere"]);
    }

    [Fact]
    public void A_missing_value_throws_while_developing()
    {
        Assert.Throws<KeyNotFoundException>(() => En.Format("sample.stands-in"));
        Assert.Throws<KeyNotFoundException>(() => En["sample.tasks-left"]);
    }

    [Fact]
    public void A_name_of_the_other_direction_is_isolated_and_only_that()
    {
        Assert.Equal("You stand in for \u2068حنان تسما\u2069.", En.Format("sample.stands-in", ("name", "حنان تسما")));
        Assert.Equal("You stand in for D. Noor.", En.Format("sample.stands-in", ("name", "D. Noor")));
        Assert.Equal("تنوب عن \u2068D. Noor\u2069.", Ar.Format("sample.stands-in", ("name", "D. Noor")));
    }

    [Fact]
    public void Markup_makes_words_bold_and_encodes_what_people_typed() =>
        Assert.Equal(
            "You stand in for <b>&lt;script&gt;</b>.",
            Written(En.Html("sample.bold", ("name", "<script>"))));

    [Fact]
    public void Markup_may_stand_in_markup_but_not_in_a_plain_text()
    {
        var link = new HtmlString("<a href=\"#x\">x</a>");
        Assert.Equal("You stand in for <b><a href=\"#x\">x</a></b>.", Written(En.Html("sample.bold", ("name", link))));
        Assert.Throws<ArgumentException>(() => En.Format("sample.bold", ("name", link)));
    }

    [Fact]
    public void A_language_that_the_pages_do_not_speak_is_answered_in_English() =>
        Assert.Equal("en", Catalog.In("pt").Language);

    private static string Written(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return writer.ToString();
    }
}
