using Slipway.Platform.Identity;

namespace Slipway.Platform.Permissions;

/// <summary>What has to be known of somebody before their role matters.</summary>
public enum Reach
{
    /// <summary>Nothing: it is open.</summary>
    Anybody,

    /// <summary>That they hold a secret: a link, a signature, a gateway's password. The endpoint asks for it.</summary>
    Secret,

    /// <summary>That they are signed in, or a program that has a token.</summary>
    SignedIn,

    /// <summary>That they are signed in and limited to no launch.</summary>
    Installation,

    /// <summary>That they may see the launch which the address names.</summary>
    Launch,

    /// <summary>That they may see the launch of the run which the address names. The endpoint asks, since it knows the run: nobody hears of one that is not theirs.</summary>
    Run,
}

/// <summary>A row of the table of permissions.</summary>
/// <param name="Id">The feature and the act: <c>plan.edit</c>.</param>
/// <param name="Reach">What has to be known of somebody.</param>
/// <param name="Roles">Whose it then is; null for everybody.</param>
/// <param name="Says">What it allows, in a line.</param>
public sealed record Permission(string Id, Reach Reach, IReadOnlyList<string>? Roles, string Says)
{
    /// <summary>The act's word: <c>edit</c>.</summary>
    public string Act => Id[(Id.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether somebody's roles are enough.</summary>
    /// <param name="actor">Who it is.</param>
    /// <param name="inLaunch">The roles that a launch's plan gives them.</param>
    public bool IsFor(CurrentActor actor, IReadOnlyList<string> inLaunch) =>
        Roles is null || actor.Roles.Concat(inLaunch).Any(Roles.Contains);
}
