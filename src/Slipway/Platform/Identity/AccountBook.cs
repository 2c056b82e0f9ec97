using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>Makes accounts and sets passwords, for whoever holds a one-time link.</summary>
public sealed class AccountBook(UserManager<Account> users, SlipwayDb db, OneTimeLinks links, HoldUp holdUp, AccountRecord record)
{
    /// <summary>The account of a person of a launch; null before they took their link.</summary>
    public Task<Account?> OfAsync(string launch, string person, CancellationToken cancellation) =>
        (from membership in db.Set<Membership>()
         join account in db.Users on membership.AccountId equals account.Id
         where membership.Launch == launch && membership.Person == person
         select account).SingleOrDefaultAsync(cancellation);

    /// <summary>Those people of a launch who have an account.</summary>
    public Task<List<string>> PeopleWithAccountAsync(string launch, CancellationToken cancellation) =>
        db.Set<Membership>().Where(membership => membership.Launch == launch).Select(membership => membership.Person).ToListAsync(cancellation);

    public Task<List<Membership>> MembershipsAsync(Account account, CancellationToken cancellation) =>
        db.Set<Membership>().AsNoTracking().Where(membership => membership.AccountId == account.Id).OrderBy(membership => membership.Launch).ToListAsync(cancellation);

    /// <summary>Uses a link: makes the account or, where there is one, sets its password anew.</summary>
    public async Task<Welcomed> WelcomeAsync(OneTimeLink link, Newcomer newcomer, CancellationToken cancellation)
    {
        var known = link.ForAdministrator ? null : await OfAsync(link.Launch!, link.Person!, cancellation);
        if (known is not null)
            return await ResetAsync(link, known, newcomer, cancellation);
        if (await users.FindByNameAsync(newcomer.SignInName) is { } namesake)
            return await JoinAsync(link, namesake, newcomer, cancellation);

        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = newcomer.SignInName,
            DisplayName = newcomer.DisplayName,
            Language = newcomer.Language,
            Administrator = link.ForAdministrator,
            LockoutEnabled = true,
        };
        if (await ProblemsAsync(account, newcomer.Password) is { Count: > 0 } problems)
            return new Welcomed.Refused(problems);
        return await UseAsync(link, account, () => users.CreateAsync(account, newcomer.Password), cancellation)
            ?? await NotedAsync(link.ForAdministrator ? "administrator-made" : "account-made", link, account);
    }

    private async Task<Welcomed> ResetAsync(OneTimeLink link, Account account, Newcomer newcomer, CancellationToken cancellation)
    {
        if (await ProblemsAsync(account, newcomer.Password) is { Count: > 0 } problems)
            return new Welcomed.Refused(problems);
        // The new security stamp ends the sessions that were open with the old password.
        account.PasswordHash = users.PasswordHasher.HashPassword(account, newcomer.Password);
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        return await UseAsync(link, null, () => users.UpdateSecurityStampAsync(account), cancellation) ?? await NotedAsync("password-set", link, account);
    }

    /// <summary>The name has an account: somebody who takes part in a second launch proves it with the password.</summary>
    private async Task<Welcomed> JoinAsync(OneTimeLink link, Account account, Newcomer newcomer, CancellationToken cancellation)
    {
        if (link.ForAdministrator || !await holdUp.TryAsync(account) || !await users.CheckPasswordAsync(account, newcomer.Password))
            return new Welcomed.Refused([nameof(IdentityErrorDescriber.DuplicateUserName)]);
        await holdUp.ForgetAsync(account);
        return await UseAsync(link, account, null, cancellation) ?? await NotedAsync("account-made", link, account);
    }

    /// <summary>Uses the link for what it is for, both or neither: one that led to nothing still opens. Null when it is done.</summary>
    /// <param name="link">The link.</param>
    /// <param name="newcomer">The account that becomes the link's person; null when it is that already.</param>
    /// <param name="work">What has to be done besides.</param>
    /// <param name="cancellation">Before it is done; never after.</param>
    private async Task<Welcomed?> UseAsync(OneTimeLink link, Account? newcomer, Func<Task<IdentityResult>>? work, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await links.UseAsync(link, cancellation))
            return new Welcomed.LinkUsed();
        if (work is not null && await work() is { Succeeded: false } refused)
            return new Welcomed.Refused([.. refused.Errors.Select(error => error.Code)]);
        if (newcomer is not null && !link.ForAdministrator)
        {
            db.Add(new Membership { Launch = link.Launch!, Person = link.Person!, AccountId = newcomer.Id });
            await db.SaveChangesAsync(cancellation);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    private async Task<Welcomed> NotedAsync(string type, OneTimeLink link, Account account)
    {
        await record.NoteAsync(type, link.Person ?? "first-start", new { account = account.Id, link.Launch, link.Person }, CancellationToken.None);
        return new Welcomed.In(account);
    }

    private async Task<List<string>> ProblemsAsync(Account account, string password)
    {
        var problems = new List<string>();
        foreach (var validator in users.PasswordValidators)
            problems.AddRange((await validator.ValidateAsync(users, account, password)).Errors.Select(error => error.Code));
        return problems;
    }
}

/// <summary>What somebody with a link types.</summary>
public sealed record Newcomer(string SignInName, string DisplayName, string Password, string? Language);

public abstract record Welcomed
{
    private Welcomed() { }

    public sealed record In(Account Account) : Welcomed;

    /// <summary>Somebody used the link a moment before.</summary>
    public sealed record LinkUsed : Welcomed;

    /// <param name="Problems">Codes of ASP.NET Core Identity: <c>PasswordTooShort</c>.</param>
    public sealed record Refused(IReadOnlyList<string> Problems) : Welcomed;
}
