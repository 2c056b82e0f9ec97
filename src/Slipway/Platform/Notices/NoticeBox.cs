using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Notices;

/// <summary>The box into which notices are put, and out of which they are sent.</summary>
public sealed class NoticeBox(IDbContextFactory<SlipwayDb> databases, DatabasePlace place, IClock clock)
{
    /// <summary>How often is asked for what another node put in.</summary>
    private static readonly Duration AskAgain = Duration.FromSeconds(2);

    private const int MostTries = 5;

    /// <summary>SQLite takes no more values in one question.</summary>
    private const int MostAtOnce = 500;

    private readonly Lock gate = new();
    private Instant nextLook = Instant.MinValue;

    /// <summary>Puts in those that are not in it yet, all or none; what is in it already stays as it is.</summary>
    public async Task PutAsync(IReadOnlyCollection<NoticeRecord> notices, CancellationToken cancellation)
    {
        foreach (var part in notices.DistinctBy(notice => notice.Key).Chunk(MostAtOnce))
            await PutPartAsync(part, cancellation);
    }

    private async Task PutPartAsync(NoticeRecord[] notices, CancellationToken cancellation)
    {
        var keys = notices.Select(notice => notice.Key).ToList();
        for (var tries = 1; ; tries++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var there = await db.Set<NoticeRecord>().Where(notice => keys.Contains(notice.Key)).Select(notice => notice.Key).ToHashSetAsync(cancellation);
            db.AddRange(notices.Where(notice => !there.Contains(notice.Key)));
            try
            {
                await db.SaveChangesAsync(cancellation);
                LookAt(notices.Min(notice => notice.NextTry) ?? Instant.MaxValue);
                return;
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
                // Another node put one of them in at the same moment.
            }
        }
    }

    /// <summary>The keys of everything about something.</summary>
    public async Task<HashSet<string>> KeysAsync(string about, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<NoticeRecord>().Where(notice => notice.About == about).Select(notice => notice.Key).ToHashSetAsync(StringComparer.Ordinal, cancellation);
    }

    /// <summary>The newest about something, for one person or for all.</summary>
    public async Task<IReadOnlyList<NoticeRecord>> NewestAsync(string about, string? person, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<NoticeRecord>().AsNoTracking().Where(notice => notice.About == about && (person == null || notice.Person == person))
            .OrderByDescending(notice => notice.Created).Take(most).ToListAsync(cancellation);
    }

    /// <summary>Every try to send these, oldest first, by notice.</summary>
    public async Task<ILookup<Guid, DeliveryRecord>> DeliveriesAsync(IReadOnlyCollection<NoticeRecord> notices, CancellationToken cancellation)
    {
        var ids = notices.Select(notice => notice.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var deliveries = await db.Set<DeliveryRecord>().AsNoTracking().Where(delivery => ids.Contains(delivery.Notice)).OrderBy(delivery => delivery.Try).ToListAsync(cancellation);
        return deliveries.ToLookup(delivery => delivery.Notice);
    }

    /// <summary>What could not be delivered about something, newest first.</summary>
    public async Task<IReadOnlyList<NoticeRecord>> UndeliveredAsync(string about, int most, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<NoticeRecord>().AsNoTracking().Where(notice => notice.About == about && notice.Sent == null && notice.NextTry == null)
            .OrderByDescending(notice => notice.Created).Take(most).ToListAsync(cancellation);
    }

    /// <summary>How many there are about something, and how many of them were sent.</summary>
    public async Task<(int All, int Sent)> CountAsync(string about, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var all = db.Set<NoticeRecord>().Where(notice => notice.About == about);
        return (await all.CountAsync(cancellation), await all.CountAsync(notice => notice.Sent != null, cancellation));
    }

    /// <summary>Tries again what was given up; false when it was not.</summary>
    public async Task<bool> SendAgainAsync(string about, Guid id, CancellationToken cancellation)
    {
        var now = clock.Now();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var again = await db.Set<NoticeRecord>().Where(notice => notice.Id == id && notice.About == about && notice.Sent == null && notice.NextTry == null)
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.NextTry, now).SetProperty(notice => notice.Begun, (Instant?)null), cancellation);
        LookAt(now);
        return again == 1;
    }

    /// <summary>How those about something stand whose keys begin so, in the order in which they were put in.</summary>
    public async Task<IReadOnlyList<NoticeStanding>> StandingsAsync(string about, string keys, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Beginning(db, about, keys).OrderBy(notice => notice.Created).ThenBy(notice => notice.Id)
            .Select(notice => new NoticeStanding(notice.Id, notice.Channel, notice.Person, notice.Address, notice.Sent, notice.NextTry, notice.Answer, notice.LastError)).ToListAsync(cancellation);
    }

    /// <summary>Tries all again that were given up and whose keys begin so.</summary>
    public async Task SendAgainAsync(string about, string keys, CancellationToken cancellation)
    {
        var now = clock.Now();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await Beginning(db, about, keys).Where(notice => notice.Sent == null && notice.NextTry == null)
            .ExecuteUpdateAsync(set => set.SetProperty(notice => notice.NextTry, now).SetProperty(notice => notice.Begun, (Instant?)null), cancellation);
        LookAt(now);
    }

    /// <summary>Gives up those whose keys begin so and which are not being sent at this moment; how many are left that are.</summary>
    /// <remarks>The number of tries grows, so that whoever has read one already, to send it, finds that it has changed.</remarks>
    public async Task<int> WithdrawAsync(string about, string keys, string why, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await Beginning(db, about, keys).Where(notice => notice.NextTry != null && notice.Begun == null)
            .ExecuteUpdateAsync(set => set
                .SetProperty(notice => notice.NextTry, (Instant?)null)
                .SetProperty(notice => notice.Tries, notice => notice.Tries + 1)
                .SetProperty(notice => notice.LastError, notice => notice.LastError == null ? why : notice.LastError + " · " + why), cancellation);
        return await Beginning(db, about, keys).CountAsync(notice => notice.NextTry != null, cancellation);
    }

    private static IQueryable<NoticeRecord> Beginning(SlipwayDb db, string about, string keys) =>
        db.Set<NoticeRecord>().AsNoTracking().Where(notice => notice.About == about && notice.Key.StartsWith(keys));

    /// <summary>The channels in which something is to be sent now. Asks the database only when something was put in or its time has come.</summary>
    internal async Task<IReadOnlyCollection<NoticeChannel>> DueAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        lock (gate)
        {
            if (now < nextLook)
                return [];
            // What is put in while the database is asked is looked at the next time.
            nextLook = Instant.MaxValue;
        }
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var open = db.Set<NoticeRecord>().Where(notice => notice.NextTry != null);
            var due = await open.Where(notice => notice.NextTry <= now).Select(notice => notice.Channel).Distinct().ToListAsync(cancellation);
            var next = due.Count > 0 ? now : await open.MinAsync(notice => notice.NextTry, cancellation) ?? Instant.MaxValue;
            LookAt(place.IsSqlite ? next : Instant.Min(next, now + AskAgain));
            return due;
        }
        catch
        {
            LookAt(now);
            throw;
        }
    }

    internal void LookAt(Instant at)
    {
        lock (gate)
            nextLook = Instant.Min(nextLook, at);
    }
}
