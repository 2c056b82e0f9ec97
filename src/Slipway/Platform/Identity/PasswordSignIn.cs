using Microsoft.AspNetCore.Identity;

namespace Slipway.Platform.Identity;

/// <summary>Checks a name and a password.</summary>
public sealed class PasswordSignIn(UserManager<Account> users, KnownBrowser browsers, HoldUp holdUp)
{
    private static readonly Account Nobody = new() { DisplayName = "" };
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, Secret.New());

    public async Task<SignInAttempt> TryAsync(HttpContext context, string name, string password)
    {
        if (await users.FindByNameAsync(name) is not { } account)
        {
            // As slow as for a name that exists, so that the time does not tell which do.
            if (!holdUp.TryUnknown(name))
                return new SignInAttempt.HeldUp();
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return new SignInAttempt.Wrong();
        }
        if (!browsers.Knows(context, account) && !await holdUp.TryAsync(account))
            return new SignInAttempt.HeldUp();
        if (!await users.CheckPasswordAsync(account, password))
            return new SignInAttempt.Wrong();
        await holdUp.ForgetAsync(account);
        browsers.Remember(context, account);
        return new SignInAttempt.In(account);
    }
}

public abstract record SignInAttempt
{
    private SignInAttempt() { }

    public sealed record In(Account Account) : SignInAttempt;

    public sealed record Wrong : SignInAttempt;

    /// <summary>Too many wrong passwords for this account from browsers that it does not know; half a minute at most.</summary>
    public sealed record HeldUp : SignInAttempt;
}
