using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Slipway.Platform.Web;

namespace Slipway.Platform.Permissions;

/// <summary>Tells a program which row of the table refused it, and whose it is; a page is answered as ever.</summary>
internal sealed class PermissionRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (!result.Forbidden || !context.Request.Path.StartsWithSegments("/api"))
            return usual.HandleAsync(next, context, policy, result);
        return result.AuthorizationFailure?.FailureReasons.OfType<PermissionRefused>().FirstOrDefault() switch
        {
            { Answer: PermissionAnswer.NotReached, Permission.Reach: Reach.Launch } => Problems.Of(403, "not-your-launch", "This launch is not yours.", "Use a token of this launch, or one that is limited to none.").ExecuteAsync(context),
            { Answer: PermissionAnswer.NotReached, Permission: var row } => Problems.Of(403, $"may-not-{row.Act}", "This is for those who are limited to no launch.", "Use an administrator's token that is bound to no launch.", Of(row)).ExecuteAsync(context),
            { Permission: var row } => Problems.Of(403, $"may-not-{row.Act}", "This is not for your role.", $"Use a token of one of these roles: {string.Join(", ", row.Roles!)}.", Of(row)).ExecuteAsync(context),
            _ => usual.HandleAsync(next, context, policy, result),
        };
    }

    private static Dictionary<string, object?> Of(Permission row) => new() { ["permission"] = row.Id, ["roles"] = row.Roles };
}
