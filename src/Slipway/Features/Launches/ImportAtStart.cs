using NodaTime;
using NodaTime.Text;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>Imports the folder that <c>slipway up</c> names, or the sample, unless it is there already; says what it did.</summary>
public sealed class ImportAtStart(LaunchStore launches, ImportLaunch import, Installation installation, IClock clock)
{
    private const int MostProblemsSaid = 20;

    private static readonly LocalDateTimePattern DateAndTime = LocalDateTimePattern.CreateWithInvariantCulture("dddd d MMMM uuuu, HH:mm");

    public static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "examples", "usct");

    /// <param name="folder">The folder; null for the sample.</param>
    /// <param name="plays">Whether the folder's launch is to be played with, as the sample is.</param>
    /// <param name="words">Where it says so.</param>
    /// <param name="cancellation">The server's.</param>
    public async Task ImportAsync(string? folder, bool plays, TextWriter words, CancellationToken cancellation)
    {
        if (plays && !installation.Sample)
            throw new UnusableInputException("these data were begun for real work, in which nobody chooses who they are; play in another data folder (--data DIR).");
        // Once it is there the sample is not read again: it is a fifth of the time until the first page.
        if ((folder is null || plays) && (!installation.Sample || await launches.HasSampleAsync(cancellation)))
            return;
        var read = PlanFolder.Read(folder ?? SampleFolder);
        if (read.Reading is not { IsGood: true, Plan: { } plan })
            throw Unusable(read);
        var texts = new PlanTexts(read.LaunchYaml!, read.CutoverYaml!);
        if (folder is null || plays)
            texts = Redated(texts, plan);
        switch (await import.HandleAsync(LaunchFiles.Of(texts), new Importer(RunCommand.Clock, Sample: folder is null || plays), cancellation))
        {
            case ImportOutcome.Created created:
                await SayAsync(folder, created, words);
                break;
            case ImportOutcome.Exists when folder is not null && await IsAnotherAsync(plan.Launch.Id, texts, cancellation):
                await words.WriteLineAsync($"slipway: the launch {plan.Launch.Id} is here already and its plan is not that of {folder}; the folder was not read. Edit the plan on its page.");
                break;
        }
    }

    private PlanTexts Redated(PlanTexts texts, Plan plan)
    {
        var t0 = SampleDate.For(clock.Now(), plan.Launch.Zone);
        return new PlanTexts(SampleDate.Move(texts.LaunchYaml, plan, t0), SampleDate.Move(texts.CutoverYaml, plan, t0));
    }

    private async Task<bool> IsAnotherAsync(string launch, PlanTexts texts, CancellationToken cancellation) =>
        await launches.ByHashAsync(launch, PlanHash.Of(texts.LaunchYaml, texts.CutoverYaml), cancellation) is null;

    private static async Task SayAsync(string? folder, ImportOutcome.Created created, TextWriter words)
    {
        var launch = created.Version.Plan.Launch;
        var errors = created.Problems.Count(problem => problem.Severity == Severity.Error);
        await words.WriteLineAsync(
            (folder is null ? $"slipway: imported the sample launch \"{launch.Title.In("en")}\"" : $"slipway: imported \"{launch.Title.In("en")}\" from {folder}")
            + $" with T-0 on {DateAndTime.Format(launch.T0.Local)} ({launch.Zone.Id})."
            + (errors == 0 ? "" : $" Its plan has errors; see: slipway plan check {folder ?? SampleFolder}"));
    }

    private static UnusableInputException Unusable(PlanFolderReading read)
    {
        var errors = read.Reading.Problems.Where(problem => problem.Severity == Severity.Error).ToList();
        var lines = errors.Take(MostProblemsSaid).Select(problem => ProblemText.Line(problem, read.Folder));
        var more = errors.Count > MostProblemsSaid ? $"{Environment.NewLine}and {errors.Count - MostProblemsSaid} more; see: slipway plan check {read.Folder}" : "";
        return new($"{read.Folder} holds no launch that can be imported.{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{more}");
    }
}
