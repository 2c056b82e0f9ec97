using Microsoft.OpenApi;
using NodaTime;
using Slipway.Platform.Permissions;

namespace Slipway.Platform.Web;

/// <summary>The description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApi
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", description =>
    {
        description.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        description.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        description.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Slipway";
            document.Info.Description = "Plans, rehearses, runs and reviews the launch of a digital public service.";
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "slipway token create makes a token.",
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
        description.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type == typeof(Instant))
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            else if (type == typeof(Duration))
                (schema.Type, schema.Description) = (JsonSchemaType.Number, "Seconds.");
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapOpenApi("/openapi/{documentName}.json").Needs(PermissionTable.LookAtServer);
}
