using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Slipway.Features.Cutover.Api;
using Slipway.Features.Cutover.Speaking;
using Slipway.Formats.Plans;
using Slipway.Platform;
using Slipway.Platform.Cli;
using Slipway.Platform.Localisation;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover.Cli;

/// <summary><c>slipway rehearse</c>: plays a plan by autopilot, without a server and without waiting.</summary>
internal static class RehearseCommand
{
    public static void AddTo(Command root)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with launch.yaml and cutover.yaml." };
        var from = new Option<string?>("--from") { Description = "Where the rehearsed part begins: T-2h, or a wall clock of the plan.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "Where it ends.", HelpName = "TIME" };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same rehearsal.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "rehearse",
            "Plays the launch phase (or another part) by autopilot with sampled durations, and prints the review. Exit code 1 when it does not complete inside the window.",
            "slipway rehearse examples/usct --seed 1",
            "slipway rehearse examples/usct --from T-2h --to T+6h --json")
        {
            folder, from, to, seed, json,
        };
        command.SetAction(parsed =>
        {
            var reading = PlanFolder.Read(parsed.GetValue(folder)!);
            if (reading.Reading is not { IsGood: true, Plan: { } plan } good || PlanChecks.Run(plan, good.Source).Any(problem => problem.Severity == Severity.Error && !PlanChecks.MayBeRehearsed.Contains(problem.Rule)))
                throw new UnusableInputException($"{parsed.GetValue(folder)} holds no plan that can be run; see: slipway plan check {parsed.GetValue(folder)}");
            var wish = new RunWish
            {
                From = Time(parsed.GetValue(from), "--from"),
                To = Time(parsed.GetValue(to), "--to"),
                T0 = plan.Launch.Clock().T0,
                Autopilot = true,
                Seed = parsed.GetValue(seed),
            };
            var (run, events) = Play(plan, PlanHash.Of(reading.LaunchYaml!, reading.CutoverYaml!), wish);
            if (parsed.GetValue(json))
                JsonOutput.WriteLine(RunJson.Of(run, RunForecast.Of(run.State, run.State.LastAt), run.State.LastAt));
            else
                Console.Write(ReviewText.Of(run.State, RunReview.Of(run.State, events)));
            var inTime = run.State.LaunchPhaseEnded is not { } ended || ended <= run.State.Clock.Resolve(plan.Launch.Window.Closes);
            return run.State.Status == RunStatus.Complete && inTime ? ExitCodes.Good : ExitCodes.NotGood;
        });
        root.Add(command);
    }

    private static (Run Run, IReadOnlyList<RunEvent> Events) Play(Plan plan, string hash, RunWish wish)
    {
        var (planned, refused) = PlanRun.Of(plan, hash, wish, plan.Launch.Clock().T0);
        if (planned is null)
            throw new UnusableInputException($"The rehearsal cannot start. {new RunWords(new TextCatalog(typeof(TextCatalog).Assembly, strict: false).In(Languages.English), RunState.Of(plan)).Refusal(refused!)}");
        planned = planned with { Received = planned.From, Actor = RunCommand.Clock, Via = Via.CommandLine };
        var state = RunState.Of(plan).Evolve(planned);
        var (after, events) = Rehearsal.Play(state, new Autopilot(SampledDurations.Of(state), (run, at) => RunForecast.Of(run, at).ToKnown("")));
        var record = new RunRecord
        {
            Id = IdOf(hash, wish),
            Launch = plan.Launch.Id,
            Number = 1,
            Mode = RunMode.Rehearsal,
            PlanHash = hash,
            PlanNumber = 1,
            Created = planned.From,
        };
        return (new Run(record, after), [planned, .. events]);
    }

    /// <summary>The same rehearsal has the same id, so that two printed results can be compared as they are.</summary>
    private static Guid IdOf(string hash, RunWish wish) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{hash} {wish.Seed} {wish.From} {wish.To}")).AsSpan(0, 16));

    private static PlanTime? Time(string? text, string option)
    {
        if (text is null)
            return null;
        return TimeParser.Time(text) is { Ok: true, Value: var time }
            ? time
            : throw new UnusableInputException($"{option} {text} is no time; write T-2h or 2027-02-06T02:00.");
    }
}
