using Microsoft.AspNetCore.Identity;

namespace Slipway.Platform.Identity;

/// <summary>
/// Rules that tired people can keep: long, and not the name or one thing repeated. No signs or capitals are asked for;
/// they make passwords that are written on paper.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;
    public const int Longest = 200;
    private const int FewestDifferent = 5;

    public const string TooEasy = "PasswordTooEasy";

    public static void Configure(IdentityOptions options)
    {
        options.Password = new PasswordOptions
        {
            RequiredLength = Shortest,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        options.User.AllowedUserNameCharacters = "";
    }

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is not null && password.Length <= Longest && password.Distinct().Count() >= FewestDifferent && !IsTheName(user, password)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = TooEasy, Description = TooEasy }));

    private static bool IsTheName(Account user, string password) =>
        new[] { user.UserName, user.DisplayName }.Any(name => name is { Length: > 3 }
            && password.Replace(name, "", StringComparison.OrdinalIgnoreCase).Length < FewestDifferent);
}
