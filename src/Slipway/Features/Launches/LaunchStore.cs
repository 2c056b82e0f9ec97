using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Features.Contracts;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>Launches and the versions of their plans. What texts mean is read once for each version and kept.</summary>
public sealed class LaunchStore(IDbContextFactory<SlipwayDb> databases, LaunchJournal journal, IClock clock) : ILaunches
{
    /// <summary>Plans kept in memory; more than a ministry has launches at a time.</summary>
    private const int MostPlans = 50;

    private const int MostReadAhead = 3;

    private readonly ConcurrentDictionary<string, Lazy<Plan>> plans = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<LaunchSummary>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = await db.Set<LaunchRecord>().AsNoTracking().OrderBy(launch => launch.T0).ThenBy(launch => launch.Id).ToListAsync(cancellation);
        return [.. records.Select(Summary)];
    }

    /// <summary>Launches by id after one of them; only <paramref name="only"/> where it is not null.</summary>
    public async Task<IReadOnlyList<LaunchSummary>> PageAsync(string? only, string? after, int limit, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = await db.Set<LaunchRecord>().AsNoTracking()
            .Where(launch => (only == null || launch.Id == only) && (after == null || launch.Id.CompareTo(after) > 0))
            .OrderBy(launch => launch.Id)
            .Take(limit)
            .ToListAsync(cancellation);
        return [.. records.Select(Summary)];
    }

    /// <summary>Whether the sample was imported once.</summary>
    public async Task<bool> HasSampleAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<LaunchRecord>().AnyAsync(launch => launch.Sample, cancellation);
    }

    /// <summary>Reads the plans that the first visitors will ask for, while they are still on their way.</summary>
    public async Task ReadAheadAsync(CancellationToken cancellation)
    {
        foreach (var launch in (await ListAsync(cancellation)).Take(MostReadAhead))
            await CurrentAsync(launch.Id, cancellation);
    }

    public Task<PlanVersion?> CurrentAsync(string launch, CancellationToken cancellation) =>
        FirstAsync(launch, versions => versions.OrderByDescending(found => found.Version.Number), cancellation);

    public Task<PlanVersion?> VersionAsync(string launch, int number, CancellationToken cancellation) =>
        FirstAsync(launch, versions => versions.Where(found => found.Version.Number == number), cancellation);

    public Task<PlanVersion?> ByHashAsync(string launch, string hash, CancellationToken cancellation) =>
        FirstAsync(launch, versions => versions.Where(found => found.Version.Hash == hash).OrderBy(found => found.Version.Number), cancellation);

    public async Task<IReadOnlyList<PlanVersionSummary>> VersionsAsync(string launch, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var versions = await Found(db, launch).OrderByDescending(found => found.Version.Number)
            .Select(found => new { found.Version.Number, found.Version.Hash, found.Version.At, found.Version.By, found.Version.Note, found.Launch.Baseline, found.Launch.BaselineBy })
            .ToListAsync(cancellation);
        return [.. versions.Select(version => new PlanVersionSummary(version.Number, version.Hash, version.At, version.By, version.Note, version.Number == version.Baseline ? version.BaselineBy : null))];
    }

    public async Task<VersionAdded> AddVersionAsync(string launch, int basedOn, PlanTexts texts, VersionNote note, CancellationToken cancellation)
    {
        var reading = PlanReader.Read(texts.LaunchYaml, texts.CutoverYaml);
        if (reading is not { IsGood: true, Plan: { } plan })
            return new VersionAdded.Unreadable(reading.Problems);
        if (plan.Launch.Id != launch)
            return new VersionAdded.Renamed(plan.Launch.Id);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.Set<LaunchRecord>().SingleAsync(candidate => candidate.Id == launch, cancellation);
        if (await NewestAsync(db, launch, cancellation) != basedOn)
            return new VersionAdded.Behind((await CurrentAsync(launch, cancellation))!);
        if (!note.MaySetRoles && await VersionAsync(launch, basedOn, cancellation) is { } before && !HaveSameRoles(before.Plan.Launch, plan.Launch))
            return new VersionAdded.RolesKept(before);
        var record = Record(launch, basedOn + 1, texts, note);
        db.Add(record);
        (known.Title, known.T0) = (TitleOf(plan.Launch.Title), plan.Launch.Clock().T0);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            if (await CurrentAsync(launch, cancellation) is { } newest && newest.Number > basedOn)
                return new VersionAdded.Behind(newest);
            throw;
        }
        await journal.NoteAsync(record, known.Sample, CancellationToken.None);
        return new VersionAdded.Added(Meant(record, known, plan));
    }

    /// <summary>Creates a launch with its first version; null when there is one of that id already.</summary>
    /// <param name="plan">What the texts mean, as they were read.</param>
    /// <param name="texts">The version.</param>
    /// <param name="sample">Whether the program made it to be played with.</param>
    /// <param name="by">Who made it.</param>
    /// <param name="cancellation">When nobody waits for it any more.</param>
    public async Task<PlanVersion?> CreateAsync(Plan plan, PlanTexts texts, bool sample, string by, CancellationToken cancellation)
    {
        var id = plan.Launch.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Set<LaunchRecord>().AnyAsync(launch => launch.Id == id, cancellation))
            return null;
        var record = Record(id, 1, texts, new VersionNote(by, null));
        db.Add(new LaunchRecord
        {
            Id = id,
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
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Set<LaunchRecord>().AnyAsync(launch => launch.Id == id, cancellation))
                return null;
            throw;
        }
        await journal.NoteAsync(record, sample, CancellationToken.None);
        return Meant(record, known: null, plan);
    }

    public async Task<BaselineOutcome> SetBaselineAsync(string launch, int number, string by, CancellationToken cancellation)
    {
        if (await VersionAsync(launch, number, cancellation) is not { } approved)
            return BaselineOutcome.NoSuchVersion;
        var needsSecond = approved.Plan.Tasks.Any(task => task.Work is not null);
        if (needsSecond && approved.Summary.By == by)
            return BaselineOutcome.NeedsSecondPerson;
        // Who approves alone what acts by itself does not take the place of the second person who had.
        if (approved.Summary.Baseline && (!needsSecond || approved.Summary.HasFourEyes))
            return BaselineOutcome.Approved;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.Set<LaunchRecord>().SingleAsync(candidate => candidate.Id == launch, cancellation);
        (known.Baseline, known.BaselineBy, known.BaselineAt) = (number, by, clock.Now());
        await db.SaveChangesAsync(cancellation);
        await journal.NoteBaselineAsync(launch, number, approved.Hash, by, known.BaselineAt!.Value, CancellationToken.None);
        return BaselineOutcome.Approved;
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

    private async Task<PlanVersion?> FirstAsync(string launch, Func<IQueryable<FoundVersion>, IQueryable<FoundVersion>> wanted, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await wanted(Found(db, launch)).FirstOrDefaultAsync(cancellation) is { } found ? Meant(found.Version, found.Launch) : null;
    }

    /// <param name="record">The version.</param>
    /// <param name="known">The launch; null for one that is being made.</param>
    /// <param name="read">What its texts mean, where somebody has just read them.</param>
    private PlanVersion Meant(PlanVersionRecord record, LaunchRecord? known, Plan? read = null)
    {
        if (plans.Count > MostPlans)
            plans.Clear();
        var plan = plans.GetOrAdd(record.Hash, _ => new(() => read ?? PlanReader.Read(record.LaunchYaml, record.CutoverYaml).Plan
            ?? throw new InvalidOperationException($"Version {record.Number} of {record.Launch} cannot be read any more."))).Value;
        var summary = new PlanVersionSummary(record.Number, record.Hash, record.At, record.By, record.Note, record.Number == known?.Baseline ? known.BaselineBy : null);
        return new PlanVersion(record.Launch, record.Number, record.Hash, new PlanTexts(record.LaunchYaml, record.CutoverYaml), plan, summary);
    }

    private static bool HaveSameRoles(Launch before, Launch after) => RolesOf(before).SetEquals(RolesOf(after));

    private static HashSet<(string Person, string Role)> RolesOf(Launch launch) => [.. launch.People.SelectMany(person => person.Roles.Select(role => (person.Id, role)))];

    private static Task<int> NewestAsync(SlipwayDb db, string launch, CancellationToken cancellation) =>
        db.Set<PlanVersionRecord>().Where(version => version.Launch == launch).MaxAsync(version => version.Number, cancellation);

    private static IQueryable<FoundVersion> Found(SlipwayDb db, string launch) =>
        from version in db.Set<PlanVersionRecord>().AsNoTracking()
        join known in db.Set<LaunchRecord>().AsNoTracking() on version.Launch equals known.Id
        where version.Launch == launch
        select new FoundVersion { Version = version, Launch = known };

    private static LaunchSummary Summary(LaunchRecord launch) => new(launch.Id, TitleOf(launch.Title), launch.T0, launch.Sample);

    private static string TitleOf(LocalizedText title) => JsonSerializer.Serialize(title.ByLanguage);

    private static LocalizedText TitleOf(string json) => LocalizedText.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);

    private sealed class FoundVersion
    {
        public required PlanVersionRecord Version { get; init; }
        public required LaunchRecord Launch { get; init; }
    }
}
