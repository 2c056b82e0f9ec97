using Slipway.Features.Shared;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;
using Slipway.Testing;

namespace Slipway.Tests.Features.Shared;

/// <summary>People read names, titles and dates on a page; ids belong to who writes the plan's text.</summary>
public sealed class ProblemSentencesTests
{
    private static readonly Texts English = new TextCatalog(typeof(TextCatalog).Assembly, strict: true).In("en");
    private static readonly Plan Sample = PlanFolder.Read(Repository.At("examples/usct")).Reading.Plan!;

    [Fact]
    public void A_page_says_titles_and_names_where_a_problem_holds_ids() =>
        Assert.Equal(
            "From 02:10 to Sunday 20 December, 00:30, A. Farah is needed for “Snapshot H2” and for “Rotate the keystore” at once. That moves the end of the launch phase by 12m.",
            ProblemSentences.Message(English, DoubleBooked("12m"), Sample));

    [Fact]
    public void A_cost_of_nothing_is_not_said()
    {
        Assert.DoesNotContain("moves the end", ProblemSentences.Message(English, DoubleBooked("0m"), Sample), StringComparison.Ordinal);
        Assert.DoesNotContain("moves the end", Slipway.Planning.Checks.ProblemText.Message(DoubleBooked("0m")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_understood_is_quoted_as_it_was_written() =>
        Assert.Equal(
            "There is no task “farah”.",
            ProblemSentences.Message(English, new Problem("unknown-task", Severity.Error, default, null, ["farah", "freeze"]), Sample));

    [Fact]
    public void A_number_is_not_taken_for_a_task() =>
        Assert.EndsWith(": 3.", ProblemSentences.Message(English, new Problem("no-rollback-plan", Severity.Error, default, null, ["3"]), Renamed("3")), StringComparison.Ordinal);

    private static Problem DoubleBooked(string cost) =>
        new("person-double-booked", Severity.Warning, default, "rotate-keystore", ["farah", "snapshot-h2", "rotate-keystore", "02:10", "2026-12-20 00:30", cost]);

    private static Plan Renamed(string id) => Sample with { Forward = [Sample.Forward[0] with { Id = id }] };
}
