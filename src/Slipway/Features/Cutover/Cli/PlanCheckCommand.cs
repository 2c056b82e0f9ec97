using System.CommandLine;
using System.Text.Json.Serialization;
using NodaTime;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan check FOLDER</c>: everything that is wrong with a plan, and how to mend it.</summary>
internal static class PlanCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that holds launch.yaml and cutover.yaml." };
        var now = new Option<string?>("--now")
        {
            Description = "The present, for the rules that look at the calendar: 2027-02-01T08:00+03:00 or 2027-02-01T05:00Z. The clock of this machine unless given.",
            HelpName = "INSTANT",
        };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "check",
            "Says everything that is wrong with a plan, where, and how to mend it. Exit code 0: no error; 1: errors; 2: not readable. Every rule is explained in docs/rules.md.",
            "slipway plan check examples/usct",
            "slipway plan check examples/usct --now 2027-02-01T08:00+03:00 --json")
        {
            folder, now, json,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(folder)!;
            var present = parsed.GetValue(now) is { } text ? ParseNow(text) : SystemClock.Instance.GetCurrentInstant();
            var reading = PlanFolder.Read(given).Reading;
            var problems = reading.Plan is { } plan
                ? reading.ProblemsWith(PlanChecks.Run(plan, reading.Source, present, reading.HasClock))
                : reading.Problems;
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(CheckedFolder.Of(given, reading, problems));
            else
                Print(given, reading, problems);
            return !reading.IsReadable ? ExitCodes.UnusableInput
                : problems.Any(problem => problem.Severity == Severity.Error) ? ExitCodes.NotGood
                : ExitCodes.Good;
        });
        return command;
    }

    private static Instant ParseNow(string text) =>
        InstantText.Parse(text) ?? throw new UnusableInputException($"\"{text}\" is not an instant; write it with its offset, such as 2027-02-01T08:00+03:00 or 2027-02-01T05:00Z.");

    private static void Print(string folder, PlanReading reading, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems.Where(problem => problem.Accepted is null))
            Console.WriteLine(ProblemText.Line(problem, folder));
        if (problems.Any(problem => problem.Accepted is null))
            Console.WriteLine();
        Console.WriteLine(Summary(folder, reading, problems));
    }

    private static string Summary(string folder, PlanReading reading, IReadOnlyList<Problem> problems)
    {
        if (reading.Plan is not { } plan)
            return $"{folder} could not be read.";
        var tasks = Count(plan.Forward.Count, "task", "tasks") + Invariant($" forward and {plan.Rollback.Count} back");
        if (problems.Count == 0)
            return Invariant($"{folder}: no problem found. {tasks}, {RuleTexts.All.Count} rules.");
        var counts = (from severity in Enum.GetValues<Severity>()
                      let count = problems.Count(problem => problem.Severity == severity && problem.Accepted is null)
                      where count > 0
                      select Count(count, ProblemText.Word(severity), ProblemText.Word(severity) + "s")).ToList();
        if (problems.Count(problem => problem.Accepted is not null) is > 0 and var accepted)
            counts.Add(Invariant($"{accepted} accepted"));
        return $"{folder}: {string.Join(", ", counts)}. {tasks}.";
    }

    private static string Count(int number, string one, string many) => Invariant($"{number} {(number == 1 ? one : many)}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>The JSON of <c>slipway plan check</c>.</summary>
internal sealed record CheckedFolder(string Folder, bool Ok, IReadOnlyList<CheckedProblem> Problems)
{
    public static CheckedFolder Of(string folder, PlanReading reading, IReadOnlyList<Problem> problems) => new(
        folder,
        reading.IsReadable && !problems.Any(problem => problem.Severity == Severity.Error),
        [.. problems.Select(problem => new CheckedProblem(
            problem.Rule, problem.Severity, problem.Where.File, problem.Where.Line, problem.Where.Column,
            problem.Task, ProblemText.Message(problem), ProblemText.Remedy(problem), problem.Accepted))]);
}

internal sealed record CheckedProblem(
    string Rule, Severity Severity, string File, int Line, int Column, string? Task, string Message, string Remedy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Accepted);
