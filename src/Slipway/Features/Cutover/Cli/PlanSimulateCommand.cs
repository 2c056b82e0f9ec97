using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using Slipway.Planning.Risk;
using Slipway.Platform.Cli;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway plan simulate FOLDER</c>: how likely a plan is to end when.</summary>
internal static class PlanSimulateCommand
{
    // A trial keeps a handful of numbers, so this bounds memory too.
    private const int MostTrials = 1_000_000;

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that holds launch.yaml and cutover.yaml." };
        var trials = new Option<int>("--trials") { Description = "How often the plan is played, 1 to 1,000,000.", HelpName = "N", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same answer, on any machine.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var correlation = new Option<double>("--correlation") { Description = "How much what slows one task slows the others, 0 to 1.", HelpName = "R", DefaultValueFactory = _ => 0.3 };
        var json = CommonOptions.Json();
        trials.Validators.Add(result =>
        {
            if (Given(result) is { } text && !(int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostTrials))
                result.AddError($"--trials {text} is not a whole number from 1 to 1000000, such as 20000.");
        });
        correlation.Validators.Add(result =>
        {
            if (Given(result) is { } text && !(double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1))
                result.AddError($"--correlation {text} is not a number from 0 to 1, such as 0.3.");
        });
        var command = new ExampleCommand(
            "simulate",
            "Plays a plan many times with durations drawn from its estimates, people respected, and says when it ends, when the service opens and how likely the launch phase ends inside the window. "
            + "Exit code 0: simulated; 1: the plan has errors that make its times wrong; 2: it is not readable.",
            "slipway plan simulate examples/usct",
            "slipway plan simulate examples/usct --trials 2000 --seed 7 --correlation 0 --json")
        {
            folder, trials, seed, correlation, json,
        };
        command.SetAction(parsed =>
        {
            var (plan, code) = ComputablePlan.Read(parsed.GetValue(folder)!);
            if (plan is null)
                return code;
            var options = new SimulationOptions(parsed.GetValue(trials), parsed.GetValue(seed), parsed.GetValue(correlation)) { TaskTimes = false };
            var forecast = Simulation.Run(plan, plan.Launch.Clock(), null, options);
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(SimulatedPlan.Of(forecast));
            else
                Console.Write(SimulationText.Of(parsed.GetValue(folder)!, plan, options, forecast));
            return ExitCodes.Good;
        });
        return command;
    }

    private static string? Given(OptionResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : null;
}

/// <summary>The JSON of <c>slipway plan simulate</c>.</summary>
/// <param name="Trials">How many.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Finish">When the last forward task finishes.</param>
/// <param name="GoLive">When the service opens; null when no milestone is its go-live.</param>
/// <param name="Gates">When each gate is decided.</param>
/// <param name="InsideWindow">The probability that the launch phase ends inside the window.</param>
/// <param name="Tasks">The share of trials in which each task is critical.</param>
/// <param name="Rollback">Seconds for the rollback of everything; null when its order has a cycle.</param>
internal sealed record SimulatedPlan(
    int Trials, long Seed, InstantQuantiles Finish, InstantQuantiles? GoLive, IReadOnlyDictionary<string, InstantQuantiles> Gates,
    double InsideWindow, IReadOnlyList<SimulatedTask> Tasks, SimulatedRollback? Rollback)
{
    public static SimulatedPlan Of(Forecast forecast) => new(
        forecast.Trials, forecast.Seed, forecast.Finish, forecast.GoLive, forecast.Gates, forecast.InsideWindow,
        [.. forecast.Tasks.Select(task => new SimulatedTask(task.Id, task.Criticality))],
        forecast.Rollback is { } rollback ? new SimulatedRollback(rollback.P50, rollback.P80) : null);
}

internal sealed record SimulatedTask(string Id, double Criticality);

internal sealed record SimulatedRollback(Duration P50, Duration P80);
