using Slipway.Features.Cutover.Api;
using Slipway.Features.Cutover.Pages;
using Slipway.Features.Cutover.Speaking;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Pages;

/// <summary>A page calls a field by the label above it; the API's key stays with programs.</summary>
public sealed class FieldNamesTests
{
    private static readonly TextCatalog Catalog = new(typeof(TextCatalog).Assembly, strict: true);
    private static readonly Plan Sample = PlanFolder.Read(Repository.At("examples/usct")).Reading.Plan!;

    [Theory]
    [InlineData("en", "The field “Until” is missing.")]
    [InlineData("fr", "Le champ «\u00A0Échéance\u00A0» manque.")]
    [InlineData("ar", "الحقل «الموعد» ناقص.")]
    public void A_condition_without_a_time_is_refused_in_the_pages_own_words(string language, string said) =>
        Assert.Equal(said, Say(language, new ActRequest
        {
            CommandId = Guid.NewGuid(),
            Act = "decide",
            Task = "go",
            Outcome = "go-with-conditions",
            Conditions = [new ConditionRequest { Text = "Tape it", Owner = "farah", Due = "" }],
        }));

    [Fact]
    public void A_decision_that_was_not_chosen_is_missing_and_no_word_of_the_API() =>
        Assert.Equal("The field “Decide” is missing.", Say("en", new ActRequest { CommandId = Guid.NewGuid(), Act = "decide", Task = "go" }));

    private static string Say(string language, ActRequest request) =>
        FieldNames.Say(new RunWords(Catalog.In(language), RunState.Of(Sample)), ActReading.Read(request).Wrong!);
}
