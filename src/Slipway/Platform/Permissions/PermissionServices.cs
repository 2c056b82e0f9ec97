using Microsoft.AspNetCore.Authorization;

namespace Slipway.Platform.Permissions;

public static class PermissionServices
{
    public static void AddPermissions(this IServiceCollection services)
    {
        services.AddSingleton<AskPermission>();
        services.AddSingleton<IAuthorizationHandler, PermissionGate>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PermissionRefusals>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsKnown).Build());
    }

    /// <summary>What names a row is asked by that row. That there is no such address is said to whoever is signed in.</summary>
    private static bool IsKnown(AuthorizationHandlerContext context) =>
        context.User.Identity?.IsAuthenticated == true || ((HttpContext)context.Resource!).GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is not null;
}
