using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// The audit trail. One act is one transaction, acknowledged only after its commit; the unique pair (stream, version) in
/// the database is the only arbiter between acts. Writing differs by database, reading does not.
/// </summary>
public abstract class JournalStore(IDbContextFactory<SlipwayDb> databases, IClock clock)
{
    public const int LongestStreamName = 200;

    /// <summary>Raised after a commit with the act's entries; must not throw, and not take long.</summary>
    public event Action<IReadOnlyList<JournalEntry>>? Committed;

    /// <summary>Whether nobody else writes to this database: what this program wrote is all that there is.</summary>
    public abstract bool WritesAlone { get; }

    /// <summary>Whether these are the data of another server, whom this one follows: then nothing is done here that nobody asks for, and nothing is written.</summary>
    public virtual bool IsCopy => false;

    /// <summary>Appends one act's events behind <paramref name="expectedVersion"/> (0: the stream is new), all or none.</summary>
    /// <param name="before">What has to be done after the commit, before anybody hears of it.</param>
    public async Task<AppendResult> AppendAsync(
        string stream, long expectedVersion, Guid commandId, IReadOnlyList<NewEntry> entries, Action? before = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stream);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stream.Length, LongestStreamName, nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count, nameof(entries));
        cancellation.ThrowIfCancellationRequested();
        var result = await WriteAsync(new(stream, expectedVersion, commandId, [.. entries.Select(Prepare)]));
        if (result is AppendResult.Appended appended)
        {
            before?.Invoke();
            Committed?.Invoke(appended.Entries);
        }
        return result;
    }

    /// <summary>Appends behind whatever is there: for a stream that is only a record, whose events need no decision.</summary>
    public async Task RecordAsync(string stream, IReadOnlyList<NewEntry> entries, CancellationToken cancellation = default)
    {
        var commandId = Guid.CreateVersion7();
        var known = await VersionAsync(stream, cancellation);
        while (await AppendAsync(stream, known, commandId, entries, cancellation: cancellation) is AppendResult.Conflict conflict)
            known = conflict.CurrentVersion;
    }

    /// <summary>A stream's entries after a version, oldest first; at most <paramref name="limit"/> of them.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        string stream, long afterVersion = 0, int limit = int.MaxValue, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.Stream == stream && entry.Version > afterVersion)
            .OrderBy(entry => entry.Version)
            .Take(limit)
            .ToListAsync(cancellation);
    }

    /// <summary>A stream's last version; 0 if there is no such stream.</summary>
    public async Task<long> VersionAsync(string stream, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<JournalEntry>().Where(entry => entry.Stream == stream).MaxAsync(entry => (long?)entry.Version, cancellation) ?? 0;
    }

    /// <summary>The digest over all streams as they are now. It is noted, so that a later verification can go back to it.</summary>
    public async Task<JournalHead> HeadAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await RecordedHead.TakeAsync(db, clock.Now(), cancellation);
    }

    /// <summary>Says that there are entries which came in another way.</summary>
    private protected void Tell(IReadOnlyList<JournalEntry> entries) => Committed?.Invoke(entries);

    /// <summary>Writes the act and returns after its commit.</summary>
    private protected abstract Task<AppendResult> WriteAsync(PreparedAct act);

    private protected IReadOnlyList<JournalEntry> Chain(PreparedAct act, byte[] previousHash)
    {
        var received = clock.Now();
        var chained = new JournalEntry[act.Entries.Count];
        for (var part = 0; part < chained.Length; part++)
        {
            var (entry, data, salt, digest) = act.Entries[part];
            var unsealed = new JournalEntry
            {
                Stream = act.Stream,
                Version = act.ExpectedVersion + part + 1,
                CommandId = act.CommandId,
                Part = part,
                At = entry.At.CutToMicroseconds(),
                Received = received,
                Actor = entry.Actor,
                Type = entry.Type,
                TypeVersion = entry.TypeVersion,
                Data = data,
                Salt = salt,
                Digest = digest,
                PreviousHash = previousHash,
                Hash = [],
            };
            previousHash = HashChain.Hash(unsealed);
            chained[part] = unsealed with { Hash = previousHash };
        }
        return chained;
    }

    private static PreparedEntry Prepare(NewEntry entry)
    {
        var data = CanonicalJson.Write(entry.Data);
        var salt = RandomNumberGenerator.GetBytes(HashChain.SaltLength);
        return new(entry, data, salt, HashChain.Digest(salt, data));
    }
}

/// <summary>An act whose costly part is done before it waits for its turn.</summary>
internal sealed record PreparedAct(string Stream, long ExpectedVersion, Guid CommandId, IReadOnlyList<PreparedEntry> Entries);

internal sealed record PreparedEntry(NewEntry Entry, string Data, byte[] Salt, byte[] Digest);
