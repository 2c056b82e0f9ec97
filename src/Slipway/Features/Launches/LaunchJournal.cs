using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Features.Launches;

/// <summary>The stream of a launch: what was imported, changed and approved, by whom.</summary>
/// <remarks>
/// The tables are written first and the journal second, in a transaction of its own. A process that dies between the two
/// leaves the entry out; the next start writes it from the tables.
/// </remarks>
public sealed class LaunchJournal(IDbContextFactory<SlipwayDb> databases, JournalStore journal)
{
    public static string Stream(string launch) => $"launch:{launch}";

    internal Task NoteAsync(PlanVersionRecord version, bool sample, CancellationToken cancellation) =>
        AppendAsync(version.Launch, LaunchCommands.OfVersion(version.Launch, version.Number), About(version, sample), cancellation);

    internal Task NoteBaselineAsync(string launch, int number, string hash, string by, Instant at, CancellationToken cancellation) =>
        AppendAsync(launch, LaunchCommands.OfBaseline(launch, number, at), new BaselineSet(number, hash).ToEntry(at, by), cancellation);

    /// <summary>Writes what a process that died could not write any more.</summary>
    internal async Task CatchUpAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var launch in await db.Set<LaunchRecord>().AsNoTracking().ToListAsync(cancellation))
        {
            var entries = await journal.ReadAsync(Stream(launch.Id), cancellation: cancellation);
            var written = entries.Select(entry => entry.CommandId).ToHashSet();
            var versions = await db.Set<PlanVersionRecord>().AsNoTracking().Where(version => version.Launch == launch.Id).OrderBy(version => version.Number)
                .Select(version => new { version.Number, version.Hash, version.At, version.By, version.Note })
                .ToListAsync(cancellation);
            foreach (var version in versions.Where(version => !written.Contains(LaunchCommands.OfVersion(launch.Id, version.Number))))
                await AppendAsync(launch.Id, LaunchCommands.OfVersion(launch.Id, version.Number), About(version.Number, version.Hash, version.Note, launch.Sample).ToEntry(version.At, version.By), cancellation);
            if (launch.Baseline is { } baseline && baseline != LastBaseline(entries))
                await NoteBaselineAsync(launch.Id, baseline, versions.Single(version => version.Number == baseline).Hash, launch.BaselineBy!, launch.BaselineAt!.Value, cancellation);
        }
    }

    private async Task AppendAsync(string launch, Guid command, NewEntry entry, CancellationToken cancellation)
    {
        AppendResult result;
        do
        {
            var version = await journal.VersionAsync(Stream(launch), cancellation);
            result = await journal.AppendAsync(Stream(launch), version, command, [entry], cancellation: cancellation);
        }
        while (result is AppendResult.Conflict);
    }

    private static NewEntry About(PlanVersionRecord version, bool sample) =>
        About(version.Number, version.Hash, version.Note, sample).ToEntry(version.At, version.By);

    private static LaunchEvent About(int number, string hash, string? note, bool sample) =>
        number == 1 ? new LaunchImported(hash, sample) : new PlanVersionAdded(number, hash, note);

    private static int? LastBaseline(IReadOnlyList<JournalEntry> entries) =>
        entries.LastOrDefault(entry => entry.Type == BaselineSet.Name)?.Data is { } data
            ? JsonSerializer.Deserialize<BaselineSet>(data, JsonSerializerOptions.Web)!.Number
            : null;
}
