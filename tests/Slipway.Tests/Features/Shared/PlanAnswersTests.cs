using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Features.Shared;
using Slipway.Formats.Plans;
using Slipway.Tests.Features.Launches;

namespace Slipway.Tests.Features.Shared;

public sealed class PlanAnswersTests
{
    [Fact]
    public async Task A_version_is_computed_once_however_many_ask_at_once()
    {
        var answers = new PlanAnswers();
        var asked = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => answers.Of(Version("civil")))));
        var forecasts = await Task.WhenAll(asked.Select(answer => Task.Run(() => (answer.Forecast, answer.Schedule))));
        Assert.NotNull(forecasts[0].Forecast);
        Assert.All(forecasts, made => Assert.True(ReferenceEquals(made.Forecast, forecasts[0].Forecast) && ReferenceEquals(made.Schedule, forecasts[0].Schedule)));
    }

    [Fact]
    public void Those_looked_at_last_are_kept()
    {
        var answers = new PlanAnswers();
        var (first, second) = (answers.Of(Version("civil-0")), answers.Of(Version("civil-1")));
        for (var i = 2; i < 8; i++)
            answers.Of(Version($"civil-{i}"));
        Assert.Same(first, answers.Of(Version("civil-0")));
        answers.Of(Version("civil-8"));
        Assert.Same(first, answers.Of(Version("civil-0")));
        Assert.NotSame(second, answers.Of(Version("civil-1")));
    }

    [Fact]
    public void What_the_checks_say_changes_when_t0_has_passed()
    {
        var version = Version("civil");
        var answer = new PlanAnswers().Of(version);
        var t0 = version.Plan.Launch.Clock().T0;
        Assert.DoesNotContain("t0-in-the-past", Rules(t0));
        Assert.Contains("t0-in-the-past", Rules(t0 + Duration.FromSeconds(1)));
        Assert.DoesNotContain("t0-in-the-past", Rules(t0));

        IEnumerable<string> Rules(Instant now) => answer.ProblemsAt(now).Select(problem => problem.Rule);
    }

    private static PlanVersion Version(string id)
    {
        var texts = LaunchTexts.Of(id);
        return new PlanVersion(id, 1, id, texts, PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml).Plan!, new PlanVersionSummary(1, id, default, "test", null, null));
    }
}
