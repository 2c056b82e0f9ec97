using Slipway.Platform.Identity;

namespace Slipway.Platform.Permissions;

public enum PermissionAnswer
{
    Yes,

    /// <summary>It is out of their reach: of another launch, or of all launches.</summary>
    NotReached,

    /// <summary>It is for other roles.</summary>
    NotInRole,
}

/// <summary>Whether somebody may do something, by the table and by the roles that they have now.</summary>
public sealed class AskPermission(IEnumerable<IKnowsPeople> people)
{
    /// <param name="permission">A row for people who are signed in.</param>
    /// <param name="actor">Who it is.</param>
    /// <param name="launch">The launch that it is about; null for a permission that is about none.</param>
    /// <param name="cancellation">When nobody waits for it any more.</param>
    public async Task<PermissionAnswer> HandleAsync(Permission permission, CurrentActor actor, string? launch, CancellationToken cancellation)
    {
        var reaches = permission.Reach switch
        {
            Reach.Launch => actor.MaySee(launch!),
            Reach.Installation => actor.Launch is null,
            _ => true,
        };
        return !reaches ? PermissionAnswer.NotReached
            : permission.IsFor(actor, await RolesAsync(permission, actor, launch ?? actor.Launch, cancellation)) ? PermissionAnswer.Yes
            : PermissionAnswer.NotInRole;
    }

    /// <summary>Asked only where roles matter: it may have to read a plan.</summary>
    private async Task<IReadOnlyList<string>> RolesAsync(Permission permission, CurrentActor actor, string? launch, CancellationToken cancellation)
    {
        if (permission.Roles is null || launch is null || actor.Person is not { } person)
            return [];
        foreach (var knows in people)
            if (await knows.RolesAsync(launch, person, cancellation) is { } roles)
                return roles;
        return [];
    }
}
