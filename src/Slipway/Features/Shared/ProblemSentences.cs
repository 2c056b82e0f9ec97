using System.Globalization;
using NodaTime.Text;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Localisation;

namespace Slipway.Features.Shared;

/// <summary>A plan's problem in the language of a page.</summary>
public static class ProblemSentences
{
    private static readonly LocalDateTimePattern DateAndTime = LocalDateTimePattern.Create("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static readonly HashSet<string> OfReading = [.. RuleTexts.OfReading];

    /// <summary>Rules whose values are numbers, which in a plan out of a sheet are ids of tasks too.</summary>
    private static readonly HashSet<string> Counting = ["no-rollback-plan", "too-few-people", "quorum-too-large"];

    /// <summary>What is wrong.</summary>
    /// <param name="texts">The language.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="plan">The plan, whose titles and names then stand for its ids; null where the ids are what is edited.</param>
    public static string Message(Texts texts, Problem problem, Plan? plan = null) =>
        Say(texts, RuleTexts.All[problem.Rule].SaysFree(problem) ? "free" : "message", problem, plan);

    /// <summary>What to do about it.</summary>
    public static string Remedy(Texts texts, Problem problem, Plan? plan = null) => ProblemText.WithoutGuess(Say(texts, "remedy", problem, plan), problem);

    private static string Say(Texts texts, string part, Problem problem, Plan? plan)
    {
        // What was not understood is quoted as it was written.
        var quotes = plan is null || OfReading.Contains(problem.Rule) || Counting.Contains(problem.Rule) || problem.Rule.StartsWith("unknown-", StringComparison.Ordinal);
        return texts.Format($"rules.{problem.Rule}.{part}", [.. problem.Values.Select((value, number) => ($"{number}", (object?)(quotes ? value : Called(texts, plan!, value))))]);
    }

    /// <summary>A title for a task's id, a name for a person's, words for a role, a date as people read it.</summary>
    private static string Called(Texts texts, Plan plan, string value) =>
        value.Contains(" → ", StringComparison.Ordinal) ? string.Join(texts["shared.arrow"], value.Split(" → ").Select(id => texts.Foreign(Called(texts, plan, id))))
        : plan.Task(value) is { } task ? task.Title.In(texts.Language)
        : plan.Launch.Person(value) is { } person ? person.Name
        : plan.Launch.Teams.FirstOrDefault(team => team.Id == value)?.Title is { } team ? team.In(texts.Language)
        : Roles.OfTasks.Contains(value) ? texts[$"roles.{value}"]
        : DateAndTime.Parse(value) is { Success: true, Value: var local } ? new TimeText(texts, plan.Launch.Zone).DateAndTime(local.InZoneLeniently(plan.Launch.Zone).ToInstant())
        : value;
}
