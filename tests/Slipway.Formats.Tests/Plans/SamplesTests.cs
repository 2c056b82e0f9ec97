using System.Text.RegularExpressions;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Risk;
using Slipway.Planning.Scheduling;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Plans;

public sealed partial class SamplesTests
{
    private static readonly string[] Languages = ["en", "fr", "ar"];

    [Theory, InlineData("usct"), InlineData("drill")]
    public void A_sample_reads_without_a_problem(string sample)
    {
        var reading = PlanFolder.Read(Repository.At($"examples/{sample}")).Reading;

        Assert.Empty(reading.Problems.Select(problem => $"{problem.Where.File}:{problem.Where.Line}:{problem.Where.Column} {ProblemText.Message(problem)}"));
        Assert.Equal(sample, reading.Plan!.Launch.Id);
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void A_sample_passes_every_check(string sample)
    {
        var reading = PlanFolder.Read(Repository.At($"examples/{sample}")).Reading;
        var monthBefore = reading.Plan!.Launch.Clock().T0 - Duration.FromDays(30);

        var problems = PlanChecks.Run(reading.Plan, reading.Source, monthBefore);

        Assert.Empty(problems.Select(problem => $"{problem.Where.File}:{problem.Where.Line}: {ProblemText.Message(problem)}"));
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void Every_text_of_a_sample_is_there_in_three_languages(string sample)
    {
        foreach (var (where, text) in Texts(Read(sample)))
        {
            Assert.True(text.ByLanguage.Keys.Order().SequenceEqual(Languages.Order()), $"{where} is in {string.Join(", ", text.ByLanguage.Keys)}");
            Assert.All(text.ByLanguage.Values, words => Assert.False(string.IsNullOrWhiteSpace(words), where));
            Assert.Matches(ArabicLetters(), text.In("ar"));
            Assert.All(LatinWord().Matches(text.In("ar")), word => Assert.Contains(word.Value, text.In("en"), StringComparison.Ordinal));
            Assert.DoesNotMatch(ArabicLetters(), text.In("en") + text.In("fr"));
        }
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void Each_task_says_what_to_do_and_what_shows_that_it_worked(string sample)
    {
        foreach (var task in Read(sample).Tasks.Where(task => task.Kind != TaskKind.Milestone))
            Assert.True(task is { Do: not null, Expect: not null }, task.Id);
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void An_instruction_names_the_same_commands_in_the_same_number_of_steps_in_every_language(string sample)
    {
        foreach (var (where, text) in Texts(Read(sample)))
        {
            foreach (var language in Languages)
            {
                Assert.True(Commands(text, "en").SequenceEqual(Commands(text, language)), $"{where}: other commands in {language}");
                Assert.True(Step().Count(text.In("en")) == Step().Count(text.In(language)), $"{where}: other steps in {language}");
            }
        }
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void People_of_a_sample_can_be_called_by_nobody_outside_it(string sample)
    {
        var launch = Read(sample).Launch;

        Assert.All(launch.People, person => Assert.Equal($"{person.Id}@example.org", person.Email));
        Assert.All(launch.People, person => Assert.Matches(@"^\+253 77 00 00 \d\d$", person.Phone));
        Assert.Equal(launch.People.Count, launch.People.Select(person => person.Phone).Distinct().Count());
        Assert.All(launch.People, person => Assert.Contains(launch.People, other => other.Id == person.Deputy && other.Id != person.Id));
    }

    [Fact]
    public void The_launch_has_about_ninety_tasks_from_two_weeks_before_to_two_weeks_after()
    {
        var plan = Read("usct");
        var clock = plan.Launch.Clock();
        var schedule = Scheduler.Compute(plan, clock);

        Assert.InRange(plan.Forward.Count, 85, 100);
        Assert.InRange(plan.Rollback.Count, 15, 20);
        Assert.InRange(plan.Launch.People.Count, 22, 28);
        Assert.All(Enum.GetValues<Phase>(), phase => Assert.InRange(plan.Forward.Count(task => task.Phase == phase), 10, 45));
        Assert.InRange(schedule.Start - clock.T0, Duration.FromDays(-14), Duration.FromDays(-12));
        Assert.InRange(schedule.Finish - clock.T0, Duration.FromDays(12), Duration.FromDays(14));
        Assert.Empty(schedule.Tasks.Where(task => plan.Task(task.Id)!.Phase == Phase.Launch && !Inside(plan.Launch, clock, task)).Select(task => task.Id));
    }

    [Fact]
    public void The_critical_path_of_the_launch_goes_through_data_journey_decision_and_traffic()
    {
        var plan = Read("usct");
        var path = Scheduler.Compute(plan, plan.Launch.Clock()).CriticalPath;

        Assert.Equal(
            ["snapshot-h2", "load-postgresql", "reconcile", "smoke-journey", "go", "traffic-5", "traffic-25", "traffic-100", "go-live", "hypercare-exit"],
            path.Where(id => id is "snapshot-h2" or "load-postgresql" or "reconcile" or "smoke-journey" or "go" or "go-live" or "hypercare-exit"
                or "traffic-5" or "traffic-25" or "traffic-100"));
    }

    [Fact]
    public void The_launch_is_likely_but_not_sure_to_end_inside_its_window()
    {
        var plan = Read("usct");
        var forecast = Simulation.Run(plan, plan.Launch.Clock(), options: Trials);

        Assert.InRange(forecast.InsideWindow, 0.85, 0.95);
    }

    [Theory, InlineData("usct"), InlineData("drill")]
    public void A_sample_decides_before_its_point_of_no_return_and_that_before_its_rollback_deadline(string sample)
    {
        var plan = Read(sample);
        var clock = plan.Launch.Clock();
        var forecast = Simulation.Run(plan, clock, options: Trials);
        var noReturn = PointOfNoReturn.Find(plan, forecast)!;

        Assert.True(forecast.Gates["go"].P50 < noReturn.At);
        Assert.True(noReturn.At < RollbackDeadline.Find(plan, clock, options: Trials).Latest);
    }

    [Fact]
    public void The_drill_has_twelve_tasks_in_a_quarter_of_an_hour()
    {
        var plan = Read("drill");
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());

        Assert.Equal(12, plan.Forward.Count);
        Assert.Equal(Duration.FromMinutes(15), schedule.Finish - schedule.Start);
        Assert.Single(plan.Forward, task => task.Kind == TaskKind.Gate);
        Assert.Single(plan.Forward, task => task.NoReturn);
    }

    private static SimulationOptions Trials { get; } = new(Trials: 4_000);

    private static Plan Read(string sample) => PlanFolder.Read(Repository.At($"examples/{sample}")).Reading.Plan!;

    private static bool Inside(Launch launch, LaunchClock clock, ScheduledTask task) =>
        task.PlannedStart >= clock.Resolve(launch.Window.Opens) && task.PlannedFinish <= clock.Resolve(launch.Window.Closes);

    private static IEnumerable<(string Where, LocalizedText Text)> Texts(Plan plan)
    {
        yield return ("title", plan.Launch.Title);
        yield return ("owner", plan.Launch.Owner!);
        foreach (var team in plan.Launch.Teams)
            yield return ($"team {team.Id}", team.Title!);
        foreach (var task in plan.Tasks)
        {
            yield return ($"title of {task.Id}", task.Title);
            foreach (var (key, text) in new[] { ("do", task.Do), ("expect", task.Expect), ("where", task.Where) })
            {
                if (text is not null)
                    yield return ($"{key} of {task.Id}", text);
            }
            foreach (var criterion in task.Gate?.Criteria ?? [])
                yield return ($"criterion {criterion.Id} of {task.Id}", criterion.Title);
        }
    }

    private static IEnumerable<string> Commands(LocalizedText text, string language) =>
        Command().Matches(text.In(language)).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\p{IsArabic}")]
    private static partial Regex ArabicLetters();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex LatinWord();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?m)^(\d+\.|-) ")]
    private static partial Regex Step();
}
