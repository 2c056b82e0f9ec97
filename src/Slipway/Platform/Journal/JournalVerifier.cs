using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// Reads the whole journal and says whether it is what was written. The chain alone shows a change and a gap; heads that
/// were taken show a cut tail, a missing stream and a chain computed anew. Memory: the positions of the recorded heads.
/// </summary>
public sealed partial class JournalVerifier(IDbContextFactory<SlipwayDb> databases, DatabasePlace place, IClock clock, ILogger<JournalVerifier> log)
{
    /// <summary>Verifies, and notes the head of what was found whole: what is printed of it can be gone back to.</summary>
    public async Task<JournalVerdict> VerifyAndNoteAsync(JournalHead? head = null, CancellationToken cancellation = default)
    {
        var verdict = await VerifyAsync(head, cancellation);
        if (!verdict.Ok)
            return verdict;
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await RecordedHead.NoteAsync(db, verdict.Ends, clock.Now(), cancellation);
            return verdict;
        }
        catch (Exception refused) when (refused is DbUpdateException or System.Data.Common.DbException)
        {
            // A full disk, or a copy that may only be read. A head that is not noted must not be printed.
            LogNotNoted(refused.GetBaseException().Message);
            return verdict with { Head = null };
        }
    }

    /// <param name="head">A head that was printed some time ago; null to check against the recorded ones only.</param>
    public async Task<JournalVerdict> VerifyAsync(JournalHead? head = null, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (place.IsSqlite && await DamageAsync(db, cancellation) is { } damage)
            return new(0, 0, 0, null, damage);

        // When they were taken is not asked: a moment that was damaged could not be read.
        var recorded = await db.Set<RecordedHead>().AsNoTracking().OrderBy(taken => taken.Taken).Select(taken => new { taken.Digest, taken.Positions }).ToListAsync(cancellation);
        var trusted = recorded.Select(taken => (taken.Digest, Positions: RecordedHead.Trusted(taken.Digest, taken.Positions))).ToList();
        var asked = trusted.Where(taken => taken.Positions is not null).SelectMany(taken => taken.Positions!)
            .DistinctBy(position => (position.Stream, position.Version))
            .ToLookup(position => position.Stream, position => position.Version);
        var reading = new ChainReading(await JournalEraser.RecordedAsync(db, cancellation), asked);

        var fault = await FollowAsync(db, reading, cancellation)
            ?? trusted.Select(taken => Compare(taken.Digest, taken.Positions, reading)).FirstOrDefault(found => found is not null)
            ?? (head is null ? null : Find(head, trusted.Select(taken => taken.Digest), reading));
        return new(reading.Ends.Count, reading.Entries, reading.Erased, fault is null ? Of(reading).ToString() : null, fault)
        {
            Ends = [.. reading.Ends.Values],
        };
    }

    private static async Task<JournalFault?> FollowAsync(SlipwayDb db, ChainReading reading, CancellationToken cancellation)
    {
        try
        {
            var entries = db.Set<JournalEntry>().AsNoTracking().OrderBy(entry => entry.Stream).ThenBy(entry => entry.Version).AsAsyncEnumerable();
            await foreach (var entry in entries.WithCancellation(cancellation))
                if (reading.Take(entry) is { } fault)
                    return fault;
            return null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or InvalidOperationException or OverflowException or ArgumentException)
        {
            var after = reading.Last is { } last ? $"after entry {last.Version} of {last.Stream}" : "at the beginning";
            return new(JournalFaultKind.Changed, reading.Last?.Stream, reading.Last?.Version + 1, $"an entry {after} was changed: it cannot be read ({unreadable.Message})");
        }
    }

    private static JournalFault? Compare(string digest, IReadOnlyList<StreamPosition>? positions, ChainReading reading)
    {
        if (positions is null)
            return new(JournalFaultKind.HeadChanged, null, null, $"the note of head {digest} was changed");
        foreach (var position in positions)
        {
            if (!reading.Ends.TryGetValue(position.Stream, out var end))
                return new(JournalFaultKind.StreamMissing, position.Stream, 1, $"the stream {position.Stream}, which had {position.Version} entries, is missing");
            if (end.Version < position.Version)
                return new(JournalFaultKind.TailCut, position.Stream, end.Version + 1,
                    $"entry {end.Version + 1} of {position.Stream} and what followed, up to {position.Version} at least, were cut off");
            if (!position.Hash.AsSpan().SequenceEqual(reading.HashAt(position.Stream, position.Version)))
                return new(JournalFaultKind.Recomputed, position.Stream, position.Version,
                    $"{position.Stream} up to entry {position.Version} is not what was written: its chain was computed anew");
        }
        return null;
    }

    private static JournalFault? Find(JournalHead head, IEnumerable<string> recorded, ChainReading reading)
    {
        // A recorded head was compared already; the head of what is there now needs no record.
        if (recorded.Contains(head.Digest) || Of(reading).Digest == head.Digest)
            return null;
        var now = Of(reading);
        if (now.Streams < head.Streams || now.Entries < head.Entries)
            return new(JournalFaultKind.TailCut, null, null, string.Create(CultureInfo.InvariantCulture,
                $"when head {head} was taken there were {head.Entries} entries in {head.Streams} streams; now there are {now.Entries} in {now.Streams}, and the note of that head was removed"));
        return new(JournalFaultKind.HeadUnknown, null, null,
            $"head {head} was never taken of this journal, or its note was removed: compare with the right database, or with a backup");
    }

    private static JournalHead Of(ChainReading reading) => RecordedHead.Of([.. reading.Ends.Values]);

    // A changed byte can also sit where it breaks an index and not the rows that are read here.
    private static async Task<JournalFault?> DamageAsync(SlipwayDb db, CancellationToken cancellation)
    {
        try
        {
            var findings = await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check LIMIT 10").ToListAsync(cancellation);
            return findings is ["ok"] ? null : Damaged(string.Join("; ", findings));
        }
        catch (SqliteException broken)
        {
            return Damaged(broken.Message);
        }

        static JournalFault Damaged(string what) => new(JournalFaultKind.Damaged, null, null, "the database file is damaged: " + what);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The head of the journal could not be noted: {Reason}")]
    private partial void LogNotNoted(string reason);
}
