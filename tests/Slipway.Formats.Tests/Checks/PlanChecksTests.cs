using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;

namespace Slipway.Formats.Tests.Checks;

public sealed class PlanChecksTests
{
    public static TheoryData<string, int> Numbers => [.. Fixtures.All.Select((fixture, number) => (fixture.Rule, number))];

    [Fact]
    public void Finds_nothing_in_a_clean_plan()
    {
        var reading = PlanReader.Read(CleanPlan.Launch, CleanPlan.Cutover);
        Assert.Empty(Said(reading.ProblemsWith(PlanChecks.Run(reading.Plan!, reading.Source))));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Finds_each_breach_alone_at_its_place(string rule, int number)
    {
        var fixture = Fixtures.All[number];
        Assert.Equal(rule, fixture.Rule);
        var said = Said(fixture.Problems());
        var (file, line, column) = fixture.Place();
        Assert.Equal([$"{file}:{line}:{column} {fixture.Severity} {fixture.Rule}"], said.Select(text => text.Split(": ")[0]));
    }

    [Fact]
    public void What_a_rehearsal_may_have_are_errors_that_exist() =>
        Assert.Empty(PlanChecks.MayBeRehearsed.Except(PlanChecks.All.Where(check => check.Severity == Severity.Error).Select(check => check.Rule)));

    [Fact]
    public void Has_a_fixture_for_every_rule() =>
        Assert.Empty(PlanChecks.All.Select(check => check.Rule).Except(Fixtures.All.Select(fixture => fixture.Rule)));

    [Fact]
    public void Fills_every_sentence_with_as_many_values_as_it_has_places()
    {
        foreach (var problem in Fixtures.All.SelectMany(fixture => fixture.Problems()))
        {
            var text = RuleTexts.All[problem.Rule];
            var places = Enumerable.Range(0, 9).Count(number => (text.Message + text.Remedy).Contains($"{{{number}}}", StringComparison.Ordinal));
            Assert.True(places == problem.Values.Count, $"{problem.Rule} has {places} places and {problem.Values.Count} values");
        }
    }

    private static List<string> Said(IEnumerable<Problem> problems) =>
        [.. problems.Select(problem => $"{problem.Where.File}:{problem.Where.Line}:{problem.Where.Column} {problem.Severity} {problem.Rule}: {ProblemText.Message(problem)}")];
}
