using Slipway.Platform.Live;

namespace Slipway.Tests.Platform.Live;

/// <summary>The steps that are sent; that they lead from any drawing to any other is proved with the page's own script, in the browser.</summary>
public sealed class MarkupPatchTests
{
    [Fact]
    public void What_is_the_same_is_not_sent() => Assert.Equal("[]", Steps("""<p id="a">One</p>""", """<p id="a">One</p>"""));

    [Fact]
    public void Spaces_that_nobody_sees_are_not_sent() => Assert.Equal("[]", Steps("<div id=\"a\">\n  <p>One</p>\n</div>", "<div id=\"a\"><p>One</p></div>"));

    [Fact]
    public void Of_a_changed_attribute_only_that_is_sent() => Assert.Equal(
        """[["a",{"data-s":"late","title":null}]]""",
        Steps("""<p id="a" data-s="done" title="x">One</p>""", """<p id="a" data-s="late">One</p>"""));

    [Fact]
    public void What_an_attribute_says_is_sent_as_people_read_it() => Assert.Equal(
        """[["a",{"title":"Café & \"bar\" é"}]]""",
        Steps("""<p id="a" title="x">One</p>""", """<p id="a" title="Café &amp; &quot;bar&quot; &#xE9;">One</p>"""));

    [Fact]
    public void Deep_inside_it_is_found_from_the_nearest_id() => Assert.Equal(
        """[["b/1/0","two"]]""",
        Steps("""<div id="a"><div id="b"><i>x</i><p><b>one</b></p></div></div>""", """<div id="a"><div id="b"><i>x</i><p><b>two</b></p></div></div>"""));

    [Fact]
    public void Words_between_elements_take_what_stands_around_them_along() => Assert.Equal(
        """[["a/0","15 min<small>02:30</small>"]]""",
        Steps("""<dl id="a"><dd>14 min<small>02:30</small></dd></dl>""", """<dl id="a"><dd>15 min<small>02:30</small></dd></dl>"""));

    [Fact]
    public void A_line_that_comes_and_one_that_goes_leave_the_others_alone() => Assert.Equal(
        """[["l-1"],["log",1,"<li id=\"l-3\">Three</li>"]]""",
        Steps("""<ol id="log"><li id="l-2">Two</li><li id="l-1">One</li></ol>""", """<ol id="log"><li id="l-3">Three</li><li id="l-2">Two</li></ol>"""));

    [Fact]
    public void A_row_that_overtakes_is_the_only_one_that_moves() => Assert.Equal(
        """[["c"],["l",1,"<li id=\"c\">3</li>"]]""",
        Steps("""<ol id="l"><li id="a">1</li><li id="b">2</li><li id="c">3</li></ol>""", """<ol id="l"><li id="c">3</li><li id="a">1</li><li id="b">2</li></ol>"""));

    [Fact]
    public void Another_kind_of_element_takes_the_place_of_the_old() => Assert.Equal(
        """[["a",0,"<div id=\"a\"></div>"]]""",
        Steps("""<form id="a"><p>x</p></form>""", """<div id="a"></div>"""));

    [Fact]
    public void What_was_not_drawn_before_takes_the_place_of_what_the_page_has_there() => Assert.Equal(
        """[["a",0,"<div id=\"a\"></div>"]]""",
        Steps("\n", """<div id="a"></div>"""));

    [Theory]
    [InlineData("<p id=\"a\">One")]
    [InlineData("<p id=\"a\">One</b>")]
    [InlineData("<p id=\"a\">One</p><p>Two</p>")]
    [InlineData("<p id='a'>One</p>")]
    [InlineData("One")]
    public void What_cannot_be_found_again_is_refused(string markup) => Assert.ThrowsAny<FormatException>(() => Steps("""<p id="a"></p>""", markup));

    private static string Steps(string before, string after)
    {
        var patch = new MarkupPatch();
        patch.Change(before, after);
        return patch.ToString();
    }
}
