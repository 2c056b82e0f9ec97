namespace Slipway.Features.Contracts;

/// <summary>The addresses at which people come in and go out.</summary>
public static class AccountLinks
{
    public const string SignInRoute = "/sign-in";
    public const string SignOutRoute = "/sign-out";

    public const string WelcomeRoute = "/welcome/{secret}";
    public const string PeopleLinksRoute = "/people-links";

    public static string SignIn => SignInRoute;

    public static string SignOut => SignOutRoute;

    public static string PeopleLinks => PeopleLinksRoute;

    public static string Welcome(string secret) => WelcomeRoute.Replace("{secret}", Uri.EscapeDataString(secret), StringComparison.Ordinal);
}
