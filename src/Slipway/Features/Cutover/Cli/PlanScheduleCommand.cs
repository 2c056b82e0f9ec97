using System.CommandLine;
using System.Globalization;
using Slipway.Formats.Psplib;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Scheduling;
using Slipway.Platform;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan schedule PATH…</c>: when each task can, must and is planned to happen.</summary>
internal static class PlanScheduleCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Launch folders, PSPLIB problems (.sm), or folders of these.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "schedule",
            "Says when each task can and must happen by links, clocks and hours alone, and when it is planned to, with nobody doing two attended tasks at once. "
            + "With --json one object a line for each input; instants, and seconds of slack. A PSPLIB problem is answered in its own numbers, by links alone. "
            + "Exit code 0: all scheduled; 1: a plan has errors that make its times wrong; 2: an input is not readable. Errors go to stderr, the other inputs are still answered.",
            "slipway plan schedule examples/usct",
            "slipway plan schedule examples --json")
        {
            paths, json,
        };
        command.SetAction(parsed =>
        {
            var worst = ExitCodes.Good;
            foreach (var path in parsed.GetValue(paths)!)
                worst = Math.Max(worst, All(path, parsed.GetValue(json)));
            return worst;
        });
        return command;
    }

    private static int All(string path, bool json)
    {
        try
        {
            return ScheduleInputs.In(path).Select(input => ScheduleInputs.IsPsplib(input) ? Problem(input, json) : Launch(input, json)).Max();
        }
        catch (UnusableInputException unusable)
        {
            // What else was asked for is still answered.
            Console.Error.WriteLine($"slipway: {unusable.Message}");
            return ExitCodes.UnusableInput;
        }
    }

    private static int Launch(string folder, bool json)
    {
        var (plan, code) = ComputablePlan.Read(folder);
        if (plan is null)
            return code;
        var schedule = Scheduler.Compute(plan, plan.Launch.Clock());
        if (json)
            JsonOutput.WriteLine(ScheduledPlan.Of(folder, schedule));
        else
            Console.Write(ScheduleText.Of(folder, plan, schedule));
        return ExitCodes.Good;
    }

    private static int Problem(string file, bool json)
    {
        var (project, error) = Read(file);
        if (project is null)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}:{error!.Line}:1: error: {error.What}; {ProblemText.WithinSentence(error.Remedy)}"));
            return ExitCodes.UnusableInput;
        }
        var schedule = PlainSchedule.Of(project.ToNetwork());
        if (schedule.Cycle.Count > 0)
        {
            Console.Error.WriteLine($"{file}:1:1: error: the jobs {string.Join(" → ", schedule.Cycle.Append(schedule.Cycle[0]))} wait for each other; take one of these links out");
            return ExitCodes.NotGood;
        }
        if (json)
            JsonOutput.WriteLine(ScheduledProblem.Of(file, schedule));
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: makespan {schedule.Makespan} by links alone. Critical path: {string.Join(" → ", schedule.CriticalPath)}"));
        return ExitCodes.Good;
    }

    private static (PsplibProject? Project, PsplibError? Error) Read(string file)
    {
        try
        {
            using var text = new StreamReader(file);
            return PsplibReader.Read(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, new PsplibError(1, $"the file cannot be read ({failure.Message})", "Give a file that you may read."));
        }
    }
}
