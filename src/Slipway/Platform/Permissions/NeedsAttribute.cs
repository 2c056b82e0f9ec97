using Microsoft.AspNetCore.Authorization;

namespace Slipway.Platform.Permissions;

/// <summary>The row of the table that a page or an endpoint stands under; where sending something is another act than looking, that row too.</summary>
/// <param name="permission">An id of <see cref="PermissionTable"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute, IAuthorizationRequirementData
{
    public Permission Permission { get; } = PermissionTable.Of(permission);

    /// <summary>What sending something needs; null where it is the same.</summary>
    public string? ToSend { get; init; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PermissionRequirement(this)];

    /// <summary>What a request of this method needs.</summary>
    public Permission For(string method) =>
        ToSend is null || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Permission : PermissionTable.Of(ToSend);
}

internal sealed record PermissionRequirement(NeedsAttribute Needs) : IAuthorizationRequirement;

public static class NeedsOnEndpoints
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string permission, string? toSend = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsAttribute(permission) { ToSend = toSend });
}
