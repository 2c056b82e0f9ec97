using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.Features.Contracts;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Loads runs from their journals, keeping the last state of each in memory, and appends to them.</summary>
public sealed partial class RunStore(JournalStore journal, IDbContextFactory<SlipwayDb> databases, ILaunches launches, ILogger<RunStore> log)
{
    /// <summary>So many runs are kept; those that are open all.</summary>
    private const int MostKept = 100;

    private readonly RecentlyUsed<Guid, Run> known = new(MostKept, run => !run.IsOpen);

    /// <summary>Runs that cannot be played back, of which the log was told.</summary>
    private readonly ConcurrentDictionary<Guid, bool> lost = new();

    /// <summary>A run with everything that is known to have happened in it; null if there is none.</summary>
    public async Task<Run?> LoadAsync(Guid id, CancellationToken cancellation) =>
        journal.WritesAlone ? await KnownAsync(id, cancellation) : await ReadAsync(id, cancellation);

    /// <summary>A run with everything that its journal says at this moment, also of acts whose answer is still under way; null if there is none.</summary>
    public async Task<Run?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        if (await KnownAsync(id, cancellation) is not { } run)
            return null;
        var entries = await journal.ReadAsync(run.Record.Stream, run.State.Version, cancellation: cancellation);
        return entries.Count == 0 ? run : await MendedAsync(Remember(run.After([.. entries.Select(Event)])), cancellation);
    }

    /// <summary>A run as this node last saw it, which another node may have moved on; null if there is none.</summary>
    public async Task<Run?> KnownAsync(Guid id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var run))
            return run;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var record = await db.Set<RunRecord>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == id, cancellation);
        return record is null ? null : await FirstSightAsync(record, cancellation);
    }

    /// <summary>A launch's run by its number; without one the run to look at: an open live one, else the newest. Null if there is none.</summary>
    public async Task<Run?> FindAsync(string launch, int? number, CancellationToken cancellation)
    {
        // A run in which something happened keeps its number.
        if (number is not null && known.Values.FirstOrDefault(run => run.Record.Number == number && run.Record.Launch == launch) is { State.Version: > 0 } seen)
            return await LoadAsync(seen.Id, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = db.Set<RunRecord>().AsNoTracking().Where(run => run.Launch == launch);
        // Open ones before those that are over, live ones before rehearsals, the newest first.
        var chosen = number is { } wanted
            ? records.Where(run => run.Number == wanted).Select(run => run.Id)
            : records.OrderBy(run => run.Over).ThenBy(run => !run.Over && run.Mode == RunMode.Live ? 0 : 1).ThenByDescending(run => run.Number).Select(run => run.Id);
        foreach (var id in await chosen.ToListAsync(cancellation))
        {
            // A record without a journal is a run whose making was cut off: nothing happened in it.
            if (await LoadAsync(id, cancellation) is { State.Version: > 0 } run)
                return run;
        }
        return null;
    }

    /// <summary>All runs of a launch, oldest first.</summary>
    public async Task<IReadOnlyList<Run>> OfLaunchAsync(string launch, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = await db.Set<RunRecord>().AsNoTracking().Where(run => run.Launch == launch).OrderBy(run => run.Number).Select(run => run.Id).ToListAsync(cancellation);
        return await LoadAllAsync(records, cancellation);
    }

    /// <summary>The runs that are not over, as this node last saw them; those that it has not seen yet it sees when it keeps their clocks.</summary>
    public IEnumerable<Run> KnownOpen => known.Values.Where(run => run.IsOpen);

    /// <summary>All runs of all launches that are not over.</summary>
    public async Task<IReadOnlyList<Run>> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var records = await db.Set<RunRecord>().AsNoTracking().Where(run => !run.Over).Select(run => run.Id).ToListAsync(cancellation);
        return await LoadAllAsync(records, cancellation);
    }

    /// <summary>Appends what <paramref name="run"/> led to; the run after it, or null when somebody else was first.</summary>
    public async Task<(Run? After, AppendResult Result)> AppendAsync(Run run, Guid command, IReadOnlyList<RunEvent> events, CancellationToken cancellation)
    {
        var entries = events.Select(happened => new NewEntry(RunEventJson.Name(happened), RunEventJson.CurrentVersion, happened.At, happened.Actor, RunEventJson.Write(happened))).ToList();
        var after = run.After(events);
        // Remembered before anybody hears of it: who is told of an act and looks, sees it.
        var result = await journal.AppendAsync(run.Record.Stream, run.State.Version, command, entries, before: () => Remember(after), cancellation);
        if (result is not AppendResult.Appended)
            return (null, result);
        // What is committed is followed up, though its sender went away. What another node noted meanwhile is not known here.
        if (after.IsOpen != run.IsOpen)
            await MarkAsync(after);
        return (after, result);
    }

    /// <summary>The events that a command led to before; empty if it is new.</summary>
    public async Task<IReadOnlyList<JournalEntry>> OfCommandAsync(Run run, Guid command, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.Stream == run.Record.Stream && entry.CommandId == command)
            .OrderBy(entry => entry.Version)
            .ToListAsync(cancellation);
    }

    public static RunEvent Event(JournalEntry entry) =>
        RunEventJson.Read(entry.Type, entry.TypeVersion, entry.Data ?? throw new InvalidOperationException($"The words of entry {entry.Version} of {entry.Stream} were erased; the run cannot be played back."));

    private async Task<List<Run>> LoadAllAsync(List<Guid> ids, CancellationToken cancellation)
    {
        var runs = new List<Run>(ids.Count);
        foreach (var id in ids)
        {
            // A record without a journal is a run whose making was cut off: nothing happened in it.
            if (await LoadUnlessLostAsync(id, cancellation) is { State.Version: > 0 } run)
                runs.Add(run);
        }
        return runs;
    }

    /// <summary>One run whose words were erased or damaged must not take all others from the pages.</summary>
    private async Task<Run?> LoadUnlessLostAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            return await LoadAsync(id, cancellation);
        }
        catch (Exception damaged) when (damaged is InvalidOperationException { InnerException: not DbException } or JsonException or ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            if (lost.TryAdd(id, true))
                LogLost(id, damaged);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Id} cannot be played back and is left out. slipway journal verify says whether its journal was changed.")]
    private partial void LogLost(Guid id, Exception damaged);

    private async Task<Run> FirstSightAsync(RunRecord record, CancellationToken cancellation)
    {
        var version = await launches.ByHashAsync(record.Launch, record.PlanHash, cancellation)
            ?? throw new InvalidOperationException($"The plan version of run {record.Id} is missing.");
        var entries = await journal.ReadAsync(record.Stream, cancellation: cancellation);
        return await MendedAsync(Remember(new Run(record, RunState.Of(version.Plan)).After([.. entries.Select(Event)])), cancellation);
    }

    /// <summary>Keeps the newer of two states: loads that overlap may come in any order.</summary>
    private Run Remember(Run run) =>
        known.Put(run.Id, run, (before, now) => before.State.Version >= now.State.Version ? before : now);

    /// <summary>The run, with its record put right if that says something else than the journal: a server was killed between the two.</summary>
    private async Task<Run> MendedAsync(Run run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (run.Record.Over == run.IsOpen)
            await MarkAsync(run);
        return run;
    }

    /// <summary>Notes in the record whether the run is over, as its journal says when nobody is writing any more: of two nodes that note at once, the last one has looked.</summary>
    private async Task MarkAsync(Run run)
    {
        for (var over = !run.IsOpen; ;)
        {
            await using var db = await databases.CreateDbContextAsync();
            await db.Set<RunRecord>().Where(record => record.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Over, over));
            run.Record.Over = over;
            var later = await journal.ReadAsync(run.Record.Stream, run.State.Version);
            if (later.Count > 0)
                run = Remember(run.After([.. later.Select(Event)]));
            if (run.IsOpen != over)
                return;
            over = !run.IsOpen;
        }
    }
}
