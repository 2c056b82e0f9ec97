using Slipway.Features.Shared;
using Slipway.Formats.Sheets;
using Slipway.Formats.Zips;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Tests.Features.Cutover;

/// <summary>The command line speaks from SheetRules and ZipRules, the pages from sheets.yaml: in English both say the same.</summary>
public sealed class SheetTextsTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);

    [Fact]
    public void Say_the_same_in_pages_and_on_the_command_line()
    {
        var pages = Catalog.File("sheets").ToDictionary(text => text.Key, text => text.Value["en"].Plain);
        var commandLine = SheetRules.All.Concat(ZipRules.All).SelectMany(rule => new[]
        {
            KeyValuePair.Create($"{rule.Name}.message", rule.Message),
            KeyValuePair.Create($"{rule.Name}.remedy", rule.Remedy),
        });
        Assert.Equal(commandLine.OrderBy(text => text.Key, StringComparer.Ordinal), pages.OrderBy(text => text.Key, StringComparer.Ordinal)!);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ar")]
    public void A_sheet_may_call_a_role_as_the_pages_do(string language)
    {
        using var words = new StreamReader(typeof(SheetRules).Assembly.GetManifestResourceStream("Sheets.value-words.txt")!);
        var known = words.ReadToEnd().Split('\n').Where(line => line.StartsWith("role.", StringComparison.Ordinal)).Select(line => line["role.".Length..].Split(':'))
            .ToDictionary(line => line[0], line => line[1].Split([',', ';'], StringSplitOptions.TrimEntries));

        Assert.All(Roles.OfPeople, role => Assert.Contains(Catalog.In(language)[$"roles.{role}"], known[role], StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Write_large_numbers_as_the_pages_do() =>
        Assert.Equal(
            $"Le fichier a plus de {Numbers.Format(250_000)} lignes.",
            SheetSentences.Message(Catalog.In("fr"), new SheetProblem(SheetRules.TooManyRows, new SheetPlace("plan.csv", null, null), ["250,000"])));

    [Fact]
    public void Every_field_role_and_unit_has_a_name()
    {
        var names = Enum.GetNames<SheetField>()
            .Concat(Enum.GetNames<SheetRole>().Select(name => "role-" + name))
            .Concat(Enum.GetNames<DurationUnit>().Select(name => "unit-" + name))
            .Select(name => name.ToLowerInvariant());

        Assert.Equal(names.Order(StringComparer.Ordinal), Catalog.File("sheetfields").Keys.Order(StringComparer.Ordinal));
    }
}
