using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Work;

/// <summary>
/// Takes, renews and returns leases, each by one UPDATE, so that of many nodes one does a piece of work. It keeps work from
/// being done twice as a rule; that no result counts twice is the journal's and the epoch's business, for a node can hang
/// with a lease in its hand.
/// </summary>
public sealed class WorkLeases(IDbContextFactory<SlipwayDb> databases, NodeName node, DatabasePlace place, IClock clock)
{
    /// <summary>So long a lease holds without being renewed: a dead node's work is taken over after it.</summary>
    public static readonly Duration Length = Duration.FromSeconds(6);

    private static readonly Duration LengthAlone = Duration.FromDays(365);

    private Duration Holds => place.IsSqlite ? LengthAlone : Length;

    /// <summary>Takes a piece of work; null while another node does it.</summary>
    public async Task<Lease?> TakeAsync(string name, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, WorkLeaseRecord.LongestName, nameof(name));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.Now();
        var taken = await db.Set<WorkLeaseRecord>().Where(lease => lease.Name == name && lease.Until <= now)
            .ExecuteUpdateAsync(set => set
                .SetProperty(lease => lease.Holder, node.Value)
                .SetProperty(lease => lease.Until, now + Holds)
                .SetProperty(lease => lease.Epoch, lease => lease.Epoch + 1), cancellation);
        if (taken == 0)
            return await FirstAsync(db, name, now, cancellation);
        // Nobody else writes it before it has run out, and this node takes it once.
        var epoch = await db.Set<WorkLeaseRecord>().Where(lease => lease.Name == name && lease.Holder == node.Value).Select(lease => (long?)lease.Epoch).SingleOrDefaultAsync(cancellation);
        return epoch is { } mine ? new(name, mine) : null;
    }

    /// <summary>Whether the work is still this node's; if so, for another while.</summary>
    public async Task<bool> RenewAsync(Lease lease, CancellationToken cancellation)
    {
        // The folder's lock says that nobody else is there: no disk has to wake up for that.
        if (place.IsSqlite)
            return true;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var until = clock.Now() + Holds;
        return await Mine(db, lease).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, until), cancellation) == 1;
    }

    /// <summary>Throws while the database is away.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<WorkLeaseRecord>().AnyAsync(cancellation);
    }

    /// <summary>Lets others have it at once; does nothing when it was lost.</summary>
    public async Task ReturnAsync(Lease lease, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.Now();
        await Mine(db, lease).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, now), cancellation);
    }

    /// <summary>What a process held that served these data before, and is gone: only where a folder's lock says that it must be.</summary>
    public async Task ForgetThoseOfTheDeadAsync(CancellationToken cancellation)
    {
        if (!place.IsSqlite)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = clock.Now();
        await db.Set<WorkLeaseRecord>().Where(lease => lease.Until > now && lease.Holder != node.Value).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, now), cancellation);
    }

    private IQueryable<WorkLeaseRecord> Mine(SlipwayDb db, Lease lease) =>
        db.Set<WorkLeaseRecord>().Where(row => row.Name == lease.Name && row.Epoch == lease.Epoch && row.Holder == node.Value);

    private async Task<Lease?> FirstAsync(SlipwayDb db, string name, Instant now, CancellationToken cancellation)
    {
        if (await db.Set<WorkLeaseRecord>().AnyAsync(lease => lease.Name == name, cancellation))
            return null;
        db.Add(new WorkLeaseRecord { Name = name, Holder = node.Value, Until = now + Holds, Epoch = 1 });
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new(name, 1);
        }
        catch (DbUpdateException)
        {
            // Another node was first.
            return null;
        }
    }
}
