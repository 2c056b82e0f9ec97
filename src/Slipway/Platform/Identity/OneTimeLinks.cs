using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>Makes one-time links, and takes each of them once.</summary>
public sealed class OneTimeLinks(SlipwayDb db, IClock clock, AccountRecord record)
{
    private static readonly Duration Validity = Duration.FromDays(7);

    /// <summary>The secret of a new link that makes an administrator; null when there is one already.</summary>
    public async Task<string?> ForAdministratorAsync(CancellationToken cancellation)
    {
        if (await db.Users.AnyAsync(account => account.Administrator, cancellation))
            return null;
        return await MakeAsync(null, null, "first-start", cancellation);
    }

    /// <summary>The secret of a new link for a person; links made for them before open nothing any more.</summary>
    public Task<string> ForPersonAsync(string launch, string person, string by, CancellationToken cancellation) =>
        MakeAsync(launch, person, by, cancellation);

    /// <summary>The link with this secret, if it still opens something.</summary>
    public async Task<OneTimeLink?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = Secret.Hash(secret);
        var now = clock.Now();
        return await db.Set<OneTimeLink>().AsNoTracking()
            .SingleOrDefaultAsync(link => link.SecretHash == hash && link.Used == null && link.Expires > now, cancellation);
    }

    /// <summary>Whether this request, and no other, used the link.</summary>
    public async Task<bool> UseAsync(OneTimeLink link, CancellationToken cancellation)
    {
        var now = clock.Now();
        return await db.Set<OneTimeLink>()
            .Where(open => open.Id == link.Id && open.Used == null && open.Expires > now)
            .ExecuteUpdateAsync(set => set.SetProperty(used => used.Used, now), cancellation) == 1;
    }

    private async Task<string> MakeAsync(string? launch, string? person, string by, CancellationToken cancellation)
    {
        var now = clock.Now();
        await db.Set<OneTimeLink>().Where(link => link.Launch == launch && link.Person == person && link.Used == null).ExecuteDeleteAsync(cancellation);
        var secret = Secret.New();
        db.Add(new OneTimeLink
        {
            Id = Guid.CreateVersion7(),
            SecretHash = Secret.Hash(secret),
            Launch = launch,
            Person = person,
            Created = now,
            CreatedBy = by,
            Expires = now + Validity,
        });
        await db.SaveChangesAsync(cancellation);
        await record.NoteAsync("link-made", by, new { launch, person }, cancellation);
        return secret;
    }
}
