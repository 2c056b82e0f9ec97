using System.Security.Claims;

namespace Slipway.Platform.Identity;

/// <summary>Who sends a request, as the sign-in, the role switch or the token said. Every scheme fills the same claims.</summary>
/// <param name="Id">What the journal keeps: a person's id, <c>administrator:NAME</c>, <c>token:NAME</c>.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Person">The person of a launch that they are; null for an administrator or a token that is nobody's.</param>
/// <param name="Launch">The launch that they are limited to; null for all.</param>
/// <param name="Roles">Roles that the sign-in itself gives: a token's role, administrator. A person's roles are the launch's to know.</param>
/// <param name="IsToken">Whether a program sent it.</param>
public sealed record CurrentActor(string Id, string Name, string? Person, string? Launch, IReadOnlyList<string> Roles, bool IsToken)
{
    public const string Administrator = "administrator";

    /// <summary>Whom the sample's role switch makes an administrator: nobody with a name of their own.</summary>
    public const string SampleAdministrator = Administrator + ":sample";

    public bool IsAdministrator => Roles.Contains(Administrator);

    /// <summary>Whether they may look at a launch at all.</summary>
    public bool MaySee(string launch) => Launch is null || Launch == launch;

    /// <summary>Null when nobody is signed in.</summary>
    public static CurrentActor? Of(ClaimsPrincipal user) => user.FindFirstValue(Claims.Actor) is { } id
        ? new CurrentActor(
            id,
            user.FindFirstValue(Claims.Name) ?? id,
            user.FindFirstValue(Claims.Person),
            user.FindFirstValue(Claims.Launch),
            [.. user.FindAll(Claims.Role).Select(claim => claim.Value)],
            user.HasClaim(Claims.Token, "true"))
        : null;

    public IEnumerable<Claim> ToClaims()
    {
        yield return new Claim(Claims.Actor, Id);
        yield return new Claim(Claims.Name, Name);
        if (Person is not null)
            yield return new Claim(Claims.Person, Person);
        if (Launch is not null)
            yield return new Claim(Claims.Launch, Launch);
        foreach (var role in Roles)
            yield return new Claim(Claims.Role, role);
        if (IsToken)
            yield return new Claim(Claims.Token, "true");
    }

    public static class Claims
    {
        public const string Actor = "actor";
        public const string Name = ClaimTypes.Name;
        public const string Person = "person";
        public const string Launch = "launch";
        public const string Role = ClaimTypes.Role;
        public const string Token = "token";
    }
}
