using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>Launches and the versions of their plans. What texts mean is read once for each version and kept.</summary>
public sealed class LaunchStore(IDbContextFactory<SlipwayDb> databases, JournalStore journal, IClock clock) : ILaunches
{
    /// <summary>Plans kept in memory; more than a ministry has launches at a time.</summary>
    private const int MostPlans = 50;

    private readonly ConcurrentDictionary<string, Plan> plans = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<LaunchSummary>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = await db.Set<LaunchRecord>().AsNoTracking().OrderBy(launch => launch.T0).ToListAsync(cancellation);
        return [.. records.Select(launch => new LaunchSummary(launch.Id, TitleOf(launch.Title), launch.T0, launch.Sample))];
    }

    public async Task<PlanVersion?> CurrentAsync(string launch, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return Meant(await Versions(db, launch).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellation));
    }

    public async Task<PlanVersion?> VersionAsync(string launch, int number, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return Meant(await Versions(db, launch).FirstOrDefaultAsync(version => version.Number == number, cancellation));
    }

    public async Task<PlanVersion?> ByHashAsync(string launch, string hash, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return Meant(await Versions(db, launch).OrderBy(version => version.Number).FirstOrDefaultAsync(version => version.Hash == hash, cancellation));
    }

    public async Task<IReadOnlyList<PlanVersionSummary>> VersionsAsync(string launch, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var versions = await Versions(db, launch).OrderByDescending(version => version.Number)
            .Select(version => new { version.Number, version.Hash, version.At, version.By, version.Note, version.Baseline })
            .ToListAsync(cancellation);
        return [.. versions.Select(version => new PlanVersionSummary(version.Number, version.Hash, version.At, version.By, version.Note, version.Baseline))];
    }

    public async Task<VersionAdded> AddVersionAsync(string launch, int basedOn, PlanTexts texts, VersionNote note, CancellationToken cancellation)
    {
        var reading = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml);
        if (reading is not { IsGood: true, Plan: { } plan })
            return new VersionAdded.Unreadable(reading.Problems);
        var record = Record(launch, basedOn + 1, texts, note);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(record);
        var known = await db.Set<LaunchRecord>().SingleAsync(candidate => candidate.Id == launch, cancellation);
        (known.Title, known.T0) = (TitleOf(plan.Launch.Title), plan.Launch.Clock().T0);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            return new VersionAdded.Behind((await CurrentAsync(launch, cancellation))!);
        }
        await NoteAsync(launch, new PlanVersionAdded(record.Number, record.Hash, record.Note), note.By, cancellation);
        return new VersionAdded.Added(Meant(record)!);
    }

    /// <summary>Creates a launch with its first version; false when there is one of that id already.</summary>
    public async Task<bool> CreateAsync(Plan plan, PlanTexts texts, bool sample, string by, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var record = Record(plan.Launch.Id, 1, texts, new VersionNote(by, null));
        db.Add(new LaunchRecord
        {
            Id = plan.Launch.Id,
            Title = TitleOf(plan.Launch.Title),
            T0 = plan.Launch.Clock().T0,
            Sample = sample,
            Created = record.At,
        });
        db.Add(record);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        await NoteAsync(plan.Launch.Id, new LaunchImported(record.Hash, sample), by, cancellation);
        return true;
    }

    /// <summary>Approves a version: it becomes the baseline, the one before it no longer is.</summary>
    public async Task<bool> SetBaselineAsync(string launch, int number, string by, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var versions = await db.Set<PlanVersionRecord>().Where(version => version.Launch == launch && (version.Baseline || version.Number == number)).ToListAsync(cancellation);
        if (versions.Find(version => version.Number == number) is not { } approved)
            return false;
        versions.ForEach(version => version.Baseline = version.Number == number);
        await db.SaveChangesAsync(cancellation);
        await NoteAsync(launch, new BaselineSet(number, approved.Hash), by, cancellation);
        return true;
    }

    private PlanVersionRecord Record(string launch, int number, PlanTexts texts, VersionNote note) => new()
    {
        Launch = launch,
        Number = number,
        Hash = PlanHash.Of(texts.LaunchYaml, texts.CutoverYaml),
        LaunchYaml = texts.LaunchYaml,
        CutoverYaml = texts.CutoverYaml,
        At = clock.Now(),
        By = note.By,
        Note = note.Note,
    };

    private async Task NoteAsync(string launch, LaunchEvent happened, string by, CancellationToken cancellation)
    {
        var stream = $"launch:{launch}";
        for (; ; )
        {
            var version = await journal.VersionAsync(stream, cancellation);
            if (await journal.AppendAsync(stream, version, Guid.CreateVersion7(), [happened.ToEntry(clock.Now(), by)], cancellation) is AppendResult.Appended)
                return;
        }
    }

    private PlanVersion? Meant(PlanVersionRecord? record)
    {
        if (record is null)
            return null;
        if (plans.Count > MostPlans)
            plans.Clear();
        var plan = plans.GetOrAdd(record.Hash, _ => PlanReader.Read(record.LaunchYaml, record.CutoverYaml).Plan
            ?? throw new InvalidOperationException($"Version {record.Number} of {record.Launch} cannot be read any more."));
        return new PlanVersion(record.Launch, record.Number, record.Hash, new PlanTexts(record.LaunchYaml, record.CutoverYaml), plan, record.Summary);
    }

    private static IQueryable<PlanVersionRecord> Versions(SlipwayDb db, string launch) =>
        db.Set<PlanVersionRecord>().AsNoTracking().Where(version => version.Launch == launch);

    private static string TitleOf(LocalizedText title) => JsonSerializer.Serialize(title.ByLanguage);

    private static LocalizedText TitleOf(string json) => LocalizedText.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);
}
