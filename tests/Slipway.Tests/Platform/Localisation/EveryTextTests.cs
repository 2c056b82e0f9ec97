using System.Text.RegularExpressions;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Localisation;

/// <summary>Holds all texts and all pages to the same rules.</summary>
public sealed partial class EveryTextTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    public static TheoryData<string> Files => [.. Catalog.Files];

    [Theory, MemberData(nameof(Files))]
    public void Has_all_languages_with_the_same_placeholders(string file)
    {
        foreach (var (key, languages) in Catalog.File(file))
        {
            Assert.True(Languages.All.Order().SequenceEqual(languages.Keys.Order()), $"{file}.{key} must be in {string.Join(", ", Languages.All)}");
            var expected = Placeholders(languages["en"]);
            Assert.All(languages.Values, sentence => Assert.True(
                expected.SequenceEqual(Placeholders(sentence)), $"{file}.{key}: the placeholders differ: {string.Join(" | ", sentence.Forms)}"));
            Assert.All(languages.Values.SelectMany(sentence => sentence.Forms), form => Assert.False(string.IsNullOrWhiteSpace(form), $"{file}.{key} has an empty text"));
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Has_all_plural_categories_of_its_language(string file)
    {
        foreach (var (key, languages) in Catalog.File(file))
        {
            var plural = languages["en"].Plurals is not null;
            foreach (var (language, sentence) in languages)
            {
                Assert.True(plural == sentence.Plurals is not null, $"{file}.{key}: a plural in one language must be one in all");
                if (plural)
                    Assert.True(PluralRules.Categories(language).Order().SequenceEqual(sentence.Plurals!.Keys.Order()), $"{file}.{key} in {language} needs {string.Join(", ", PluralRules.Categories(language))}");
            }
        }
    }

    [Fact]
    public void No_two_files_have_the_same_name() => Assert.Equal(
        Catalog.Files.Count,
        Directory.EnumerateFiles(Repository.At("src/Slipway"), "*.yaml", SearchOption.AllDirectories)
            .Count(path => Path.GetFileName(Path.GetDirectoryName(path)) == "Texts" && !path.Contains("node_modules", StringComparison.Ordinal)));

    [Fact]
    public void Every_text_is_used()
    {
        var literals = new HashSet<string>(StringComparer.Ordinal);
        var beginnings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, source) in Sources())
        {
            foreach (Match match in Literal().Matches(source))
                literals.Add(match.Groups[1].Value);
            foreach (Match match in Beginning().Matches(source))
                beginnings.Add(match.Groups[1].Value);
        }
        var unused = Catalog.Files
            .SelectMany(file => Catalog.File(file).Keys.Select(key => $"{file}.{key}"))
            .Where(key => !literals.Contains(key) && !beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    [Fact]
    public void Every_text_that_is_asked_for_exists()
    {
        var missing = Sources()
            .SelectMany(source => Asked().Matches(source.Text).Select(match => (source.Path, Key: match.Groups[1].Value)))
            .Where(asked => Catalog.Files.Contains(asked.Key.Split('.')[0]) || asked.Key.Contains('.', StringComparison.Ordinal))
            .Where(asked => !Catalog.Has(asked.Key))
            .Select(asked => $"{asked.Path}: {asked.Key}");
        Assert.Empty(missing);
    }

    private static List<string> Placeholders(Sentence sentence) =>
        [.. sentence.Forms.SelectMany(form => Placeholder().Matches(form).Select(match => match.Value)).Distinct().Order()];

    private static IEnumerable<(string Path, string Text)> Sources() =>
        from path in Directory.EnumerateFiles(Repository.At("src/Slipway"), "*.cs*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Repository.Root, path)
        where Path.GetExtension(path) is ".cs" or ".cshtml" && !Built().IsMatch(relative)
        select (relative, Remark().Replace(File.ReadAllText(path), ""));

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^\s*///?.*$|@\*.*?\*@", RegexOptions.Multiline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\{[a-z0-9-]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""["]([a-z0-9-]+\.[a-z0-9-]+)["]""")]
    private static partial Regex Literal();

    /// <summary>A key put together while running: <c>$"state.{name}"</c>, <c>"rule." + name</c>.</summary>
    [GeneratedRegex("""(?:\$"|")([a-z0-9-]+\.[a-z0-9-]*)(?:\{|" \+)""")]
    private static partial Regex Beginning();

    /// <summary>A key given to T, to a time text's texts, or to the attributes of a field.</summary>
    [GeneratedRegex("""(?:\bT\[|\b[tT]exts\[|\bT\.Format\(|\b[tT]exts\.Format\(|\bT\.Html\(|\b[tT]exts\.Html\(|<field[^>]*\btext=|<field[^>]*\bhint=)\s*"([a-z0-9.-]+)"(?! \+)""")]
    private static partial Regex Asked();
}
