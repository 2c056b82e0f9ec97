using Microsoft.AspNetCore.Authorization;
using Slipway.Platform.Identity;

namespace Slipway.Platform.Permissions;

/// <summary>Asks the table before a page or an endpoint runs.</summary>
internal sealed class PermissionGate(AskPermission ask) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        var request = (HttpContext)context.Resource!;
        var permission = requirement.Needs.For(request.Request.Method);
        var answer = permission.Reach is Reach.Anybody or Reach.Secret ? PermissionAnswer.Yes
            : CurrentActor.Of(context.User) is { } actor ? await ask.HandleAsync(permission, actor, LaunchOf(permission, request), request.RequestAborted)
            : (PermissionAnswer?)null;
        if (answer == PermissionAnswer.Yes)
            context.Succeed(requirement);
        else if (answer is { } no)
            context.Fail(new PermissionRefused(this, permission, no));
    }

    private static string? LaunchOf(Permission permission, HttpContext request) => permission.Reach != Reach.Launch ? null
        : request.GetRouteValue("id") as string ?? throw new InvalidOperationException($"{request.Request.Path} is about a launch and names none.");
}

internal sealed class PermissionRefused(IAuthorizationHandler gate, Permission permission, PermissionAnswer answer) : AuthorizationFailureReason(gate, permission.Id)
{
    public Permission Permission => permission;

    public PermissionAnswer Answer => answer;
}
