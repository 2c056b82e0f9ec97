using NodaTime;
using NodaTime.Text;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>Imports the folder that <c>slipway up</c> names, or the sample, unless it is there already.</summary>
public sealed class ImportAtStart(LaunchStore launches, Installation installation, IClock clock)
{
    public static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "examples", "usct");

    public async Task ImportAsync(string? folder, CancellationToken cancellation)
    {
        var sample = folder is null;
        if (sample && !installation.Sample)
            return;
        var read = PlanFolder.Read(folder ?? SampleFolder);
        if (read.Reading is not { IsGood: true, Plan: { } plan })
            throw new UnusableInputException($"{read.Folder} holds no launch that can be imported; see: slipway plan check {read.Folder}");
        if ((await launches.ListAsync(cancellation)).Any(launch => launch.Id == plan.Launch.Id))
            return;
        var texts = new PlanTexts(read.LaunchYaml!, read.CutoverYaml!);
        if (sample)
            (texts, plan) = Redated(texts, plan);
        if (!await launches.CreateAsync(plan, texts, sample, RunCommand.Clock, cancellation))
            return;
        var t0 = LocalDateTimePattern.CreateWithInvariantCulture("dddd d MMMM uuuu, HH:mm").Format(plan.Launch.T0.Local);
        await Console.Error.WriteLineAsync(sample
            ? $"slipway: imported the sample launch \"{plan.Launch.Title.In("en")}\" with T-0 on {t0} ({plan.Launch.Zone.Id})."
            : $"slipway: imported \"{plan.Launch.Title.In("en")}\" from {folder}, T-0 on {t0} ({plan.Launch.Zone.Id}).");
    }

    private (PlanTexts Texts, Plan Plan) Redated(PlanTexts texts, Plan plan)
    {
        var t0 = SampleDate.For(clock.Now(), plan.Launch.Zone);
        var moved = new PlanTexts(SampleDate.Move(texts.LaunchYaml, plan, t0), SampleDate.Move(texts.CutoverYaml, plan, t0));
        return (moved, PlanReader.Read(moved.LaunchYaml, moved.CutoverYaml).Plan ?? throw new InvalidOperationException("The sample launch cannot be read after it was given a new date."));
    }
}
