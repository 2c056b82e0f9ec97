using System.CommandLine;
using Slipway.Features.Cutover.Automation;
using Slipway.Formats.Plans;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;
using Slipway.Platform.Cli;
using Slipway.Platform.Secrets;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway journey FOLDER ID</c>: walks one journey of a plan and says each step, so that whoever writes it can try it.</summary>
internal static class JourneyCommand
{
    private const string Rehearsal = "rehearsal";
    private const string Live = "live";

    public static void AddTo(Command root)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with launch.yaml and cutover.yaml." };
        var id = new Argument<string>("ID") { Description = "The journey's id." };
        var environment = new Option<string>("--environment") { Description = "Whose values its placeholders stand for: rehearsal or live.", HelpName = "NAME", DefaultValueFactory = _ => Rehearsal };
        environment.AcceptOnlyFromAmong(Rehearsal, Live);
        var command = new ExampleCommand(
            "journey",
            "Walks a journey of the plan through the service, as a task of the kind journey does, and prints each step. Exit code 0: every step was as expected; 1: one was not; 2: the plan or the journey cannot be used.",
            "slipway journey examples/usct apply",
            "slipway journey examples/usct apply --environment live")
        {
            folder, id, environment,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = Plan(parsed.GetValue(folder)!);
            var journey = plan.Journeys.FirstOrDefault(candidate => candidate.Id == parsed.GetValue(id))
                ?? throw new UnusableInputException($"The plan has no journey \"{parsed.GetValue(id)}\". It has: {(plan.Journeys.Count == 0 ? "none" : string.Join(", ", plan.Journeys.Select(candidate => candidate.Id)))}.");
            var values = parsed.GetValue(environment) == Live ? plan.Launch.LiveEnvironment : plan.Launch.RehearsalEnvironment;
            return await WalkAsync(plan, journey, values ?? new Dictionary<string, string>(), cancellation);
        });
        root.Add(command);
    }

    private static Plan Plan(string folder) =>
        PlanFolder.Read(folder).Reading is { IsGood: true, Plan: { } plan }
            ? plan
            : throw new UnusableInputException($"{folder} holds no plan that can be read; see: slipway plan check {folder}");

    private static async Task<int> WalkAsync(Plan plan, Journey journey, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        // A key of its own: what the journey leaves behind is not taken for that of a run.
        var key = $"journey.{Guid.NewGuid():N}";
        var given = WorkSettings.OfEveryRun.ToDictionary(name => name, _ => "0");
        (given["launch"], given["task"], given["key"]) = (plan.Launch.Id, journey.Id, key);
        var context = new WorkContext(key, given, environment, new WorkOutput { Hear = Console.WriteLine }) { Journeys = plan.Journeys };
        using var calls = new WebCalls();
        WorkEnd end;
        try
        {
            end = await new JourneyWorker(calls).DoAsync(new JourneySettings { Journey = journey.Id }, context, cancellation);
        }
        catch (UnfilledSettingException unfilled)
        {
            throw new UnusableInputException(unfilled.Message);
        }
        Console.WriteLine(context.Output.Mask.Of(end.Outcome == WorkOutcome.Succeeded ? $"done: {end.Said}" : $"failed: {end.Said}"));
        return end.Outcome == WorkOutcome.Succeeded ? ExitCodes.Good : ExitCodes.NotGood;
    }
}
