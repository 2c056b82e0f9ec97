using System.Text;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Formats.Zips;
using Slipway.Planning.Checks;
using Slipway.Planning.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>Makes a launch of two files, wherever they came from: the API, a page, a sheet, the command line.</summary>
public sealed class ImportLaunch(LaunchStore launches, ReadingTurn turn, IClock clock)
{
    public async Task<ImportOutcome> HandleAsync(LaunchFiles files, Importer importer, CancellationToken cancellation) =>
        files.Refusal is { } refusal ? new ImportOutcome.Refused(refusal)
        : await turn.TakeAsync(() => ReadAndSaveAsync(files, importer, cancellation), cancellation);

    /// <summary>Saves what somebody has read in their turn already; what the checks say is not asked again.</summary>
    public async Task<ImportOutcome> SaveAsync(PlanTexts texts, Plan plan, Importer importer, CancellationToken cancellation) =>
        !importer.MaySee(plan.Launch.Id) ? new ImportOutcome.NotYours(plan.Launch.Id)
        : await launches.CreateAsync(plan, texts, importer.Sample, importer.Id, cancellation) is { } version ? new ImportOutcome.Created(version, [])
        : new ImportOutcome.Exists(plan.Launch.Id);

    private async Task<ImportOutcome> ReadAndSaveAsync(LaunchFiles files, Importer importer, CancellationToken cancellation)
    {
        var reading = PlanReader.Read(files.LaunchYaml, files.CutoverYaml);
        if (reading is not { IsGood: true, Plan: { } plan })
            return new ImportOutcome.Unreadable(reading.Problems);
        var outcome = await SaveAsync(new PlanTexts(Text(files.LaunchYaml), Text(files.CutoverYaml)), plan, importer, cancellation);
        return outcome is ImportOutcome.Created created
            ? created with { Problems = reading.ProblemsWith(PlanChecks.Run(plan, reading.Source, clock.Now())) }
            : outcome;
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8.AsSpan(utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0));
}

/// <summary>The two files that a launch is, as bytes; or why there are none.</summary>
public sealed record LaunchFiles(byte[] LaunchYaml, byte[] CutoverYaml, ZipRefusal? Refusal = null)
{
    public static LaunchFiles Of(PlanTexts texts) => new(Encoding.UTF8.GetBytes(texts.LaunchYaml), Encoding.UTF8.GetBytes(texts.CutoverYaml));

    public static LaunchFiles Of(LaunchZipReading zip) => new(zip.LaunchYaml ?? [], zip.CutoverYaml ?? [], zip.Refusal);
}

/// <param name="Id">What the journal keeps.</param>
/// <param name="Launch">The only launch that they may import; null for any.</param>
/// <param name="Sample">Whether the program imports it to be played with.</param>
public sealed record Importer(string Id, string? Launch = null, bool Sample = false)
{
    /// <summary>A person brings any launch in; a token that is limited to a launch only that one.</summary>
    public static Importer Of(CurrentActor actor) => new(actor.Id, actor.IsToken ? actor.Launch : null);

    public bool MaySee(string launch) => Launch is null || Launch == launch;
}

public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <param name="Version">The launch's first version.</param>
    /// <param name="Problems">What is wrong with what the plan means, and nevertheless was imported.</param>
    public sealed record Created(PlanVersion Version, IReadOnlyList<Problem> Problems) : ImportOutcome;

    public sealed record Exists(string Id) : ImportOutcome;

    public sealed record NotYours(string Id) : ImportOutcome;

    /// <summary>The texts mean no plan, or not for certain: nothing was imported.</summary>
    public sealed record Unreadable(IReadOnlyList<Problem> Problems) : ImportOutcome;

    /// <summary>There were no two texts.</summary>
    public sealed record Refused(ZipRefusal Why) : ImportOutcome;
}
