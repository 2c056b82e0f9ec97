namespace Slipway.Features.Contracts;

/// <summary>The addresses at which people come in and go out.</summary>
public static class AccountLinks
{
    public const string SignInRoute = "/sign-in";
    public const string SignOutRoute = "/sign-out";

    public static string SignIn => SignInRoute;

    public static string SignOut => SignOutRoute;
}
