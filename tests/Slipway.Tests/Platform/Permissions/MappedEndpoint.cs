using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Permissions;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Platform.Permissions;

/// <summary>A page, an endpoint or a stream that the program serves, once for each method.</summary>
/// <param name="Needs">Its row; null where it names none.</param>
/// <param name="TakesForms">Whether what is sent is a form; else JSON.</param>
internal sealed record MappedEndpoint(string Method, string Pattern, NeedsAttribute? Needs, bool TakesForms)
{
    public Permission Permission => Needs!.For(Method);

    /// <summary>All of them but styles, scripts and pictures.</summary>
    public static IReadOnlyList<MappedEndpoint> Of(SlipwayApp app) =>
    [
        .. Routes(app).Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(route => Methods(route).Select(method => new MappedEndpoint(method, "/" + route.RoutePattern.RawText!.TrimStart('/'), route.Metadata.GetMetadata<NeedsAttribute>(), IsForm(route))))
            .OrderBy(endpoint => endpoint.Pattern, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal),
    ];

    /// <summary>Without what looks for a style that is not published yet, which is there on a developer's machine alone.</summary>
    public static IEnumerable<RouteEndpoint> Routes(SlipwayApp app) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(route => route.RoutePattern.RawText != "{**path:file}");

    private static bool IsForm(RouteEndpoint route) =>
        !route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
        || route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data") == true;

    /// <summary>A page has no methods of its own: it is looked at and sent to.</summary>
    private static IReadOnlyList<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"];
}
