using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Localisation;

/// <summary>No page speaks in words of its own: everything people read comes from the texts.</summary>
public sealed partial class PagesTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.At("src/Slipway"), "*.cshtml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void Has_no_words_typed_between_tags_or_in_spoken_attributes(string page) =>
        Assert.Empty(TypedWords.In(File.ReadAllText(Repository.At(page))));

    [Theory, MemberData(nameof(Pages))]
    public void Has_no_style_or_script_of_its_own(string page)
    {
        var markup = File.ReadAllText(Repository.At(page));
        // No page but a file: it is opened where there is nothing else, and never shown by the server.
        if (page.EndsWith("/Packs/_Pack.cshtml", StringComparison.Ordinal))
            markup = markup.Replace("<style>", "", StringComparison.Ordinal);
        Assert.DoesNotMatch(OwnStyleOrScript(), markup);
    }

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("<p title=\"Hello\">@T[\"a.b\"]</p>", "Hello")]
    [InlineData("@if (x) {\n <b>Hello</b> }", "Hello")]
    public void Finds_typed_words(string page, string word) => Assert.Contains(TypedWords.In(page), found => found.Contains(word, StringComparison.Ordinal));

    [Theory]
    [InlineData("<p class=\"b\">@T[\"a.b\"] · @Model.Name</p>")]
    [InlineData("@{ var x = \"<p>not shown</p>\"; }\n<p>@T.Format(\"a.b\", (\"n\", f(1)))</p>")]
    [InlineData("@* a remark *@<!-- note --><title>@Model · Slipway</title>")]
    [InlineData("@foreach (var a in b)\n{\n  <li>@a</li>\n}\nelse if (x)\n{\n}")]
    public void Leaves_code_alone(string page) => Assert.Empty(TypedWords.In(page));

    [GeneratedRegex("""\sstyle="|<style|\son[a-z]+="|<script(?![^>]*\bsrc=)""")]
    private static partial Regex OwnStyleOrScript();
}
