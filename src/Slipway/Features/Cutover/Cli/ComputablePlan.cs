using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary>A plan whose times mean something.</summary>
internal static class ComputablePlan
{
    /// <summary>Errors of meaning that make every time after them wrong. Others, such as a missing deputy, do not keep anybody from looking at times.</summary>
    private static readonly HashSet<string> WrongTimes = ["unknown-task", "cycle", "link-across", "no-estimate", "plan-too-long"];

    /// <summary>The plan; or null, the errors on stderr as <c>plan check</c> words them, and its exit code.</summary>
    public static (Plan? Plan, int ExitCode) Read(string folder)
    {
        var reading = PlanFolder.Read(folder).Reading;
        var errors = reading.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        if (reading is { IsGood: true, Plan: { } plan })
        {
            errors = [.. PlanChecks.Run(plan, reading.Source).Where(problem => WrongTimes.Contains(problem.Rule))];
            if (errors.Count == 0)
                return (plan, ExitCodes.Good);
        }
        foreach (var error in errors)
            Console.Error.WriteLine(ProblemText.Line(error, folder));
        return (null, reading.IsReadable ? ExitCodes.NotGood : ExitCodes.UnusableInput);
    }
}
