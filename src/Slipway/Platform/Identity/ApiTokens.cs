using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;
using Slipway.Planning.Plans;

namespace Slipway.Platform.Identity;

/// <summary>Makes, lists, finds and revokes tokens. Their secrets are shown once and kept as hashes.</summary>
public sealed class ApiTokens(IDbContextFactory<SlipwayDb> databases, IClock clock, AccountRecord record)
{
    /// <summary>What every token begins with, so that one that leaked into a file can be searched for.</summary>
    public const string Prefix = "slw_";

    private static readonly Duration UseIsNotedEvery = Duration.FromMinutes(1);

    /// <summary>The secret of a new token.</summary>
    public async Task<string> MakeAsync(string name, string role, string? person, string? launch, string by, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100)
            throw new UnusableInputException("a token needs a name of 1 to 100 characters; it says later who acted.");
        if (!Roles.OfTokens.Contains(role))
            throw new UnusableInputException($"there is no role \"{role}\"; the roles are {string.Join(", ", Roles.OfTokens)}.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Set<ApiToken>().AnyAsync(token => token.Name == name && token.Revoked == null, cancellation))
            throw new UnusableInputException($"there is a token named \"{name}\"; choose another name, or revoke it first: slipway token revoke --name {name}");
        var secret = Prefix + Secret.New();
        db.Add(new ApiToken
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            SecretHash = Secret.Hash(secret),
            Role = role,
            Person = person,
            Launch = launch,
            Created = clock.Now(),
        });
        await db.SaveChangesAsync(cancellation);
        await record.NoteAsync("token-made", by, new { name, role, person, launch }, cancellation);
        return secret;
    }

    /// <summary>Tokens that open something, oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<ApiToken>().AsNoTracking().Where(token => token.Revoked == null).OrderBy(token => token.Created).ToListAsync(cancellation);
    }

    /// <summary>Whether there was such a token. It opens nothing after a few seconds, on every node.</summary>
    public async Task<bool> RevokeAsync(string name, string by, CancellationToken cancellation)
    {
        var now = clock.Now();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var revoked = await db.Set<ApiToken>().Where(token => token.Name == name && token.Revoked == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.Revoked, now), cancellation);
        if (revoked > 0)
            await record.NoteAsync("token-revoked", by, new { name }, cancellation);
        return revoked > 0;
    }

    /// <summary>The token with this secret, if it opens something; notes that it was used.</summary>
    public async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = Secret.Hash(secret);
        var now = clock.Now();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(token => token.SecretHash == hash && token.Revoked == null, cancellation);
        if (found is not null && (found.LastUsed is null || now - found.LastUsed > UseIsNotedEvery))
            await db.Set<ApiToken>().Where(token => token.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsed, now), cancellation);
        return found;
    }
}
