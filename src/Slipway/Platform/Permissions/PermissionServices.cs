using Microsoft.AspNetCore.Authorization;

namespace Slipway.Platform.Permissions;

public static class PermissionServices
{
    public static void AddPermissions(this IServiceCollection services)
    {
        services.AddSingleton<AskPermission>();
        services.AddSingleton<IAuthorizationHandler, PermissionGate>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PermissionRefusals>();
        // An endpoint that names no row is for nobody. What is no endpoint of ours, an address or a method that is not there, is said to whoever is signed in.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext request && request.GetEndpoint() is not RouteEndpoint).Build());
    }
}
