using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;
using Slipway.Platform.Secrets;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Notices;

/// <summary>Where the SMS gateway brings what people answer. The gateway shows that it is the gateway by a secret; whose number it is, it says.</summary>
internal static class SmsHook
{
    private const int LongestBody = 16 * 1024;

    /// <summary>What one telephone may send: two machines that answer each other stop here.</summary>
    private static readonly PartitionedRateLimiter<string> ByNumber = PartitionedRateLimiter.Create<string, string>(number =>
        RateLimitPartition.GetFixedWindowLimiter(number, _ => new() { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(NoticeLinks.SmsRoute, TakeAsync).Needs(PermissionTable.UseNotice).DisableAntiforgery().RequireRateLimiting(RateLimits.Secrets).ExcludeFromDescription();

    private static async Task<Results<NoContent, NotFound, UnauthorizedHttpResult, ContentHttpResult>> TakeAsync(HttpContext context, ServerSettings server, AnswerBySms answers, CancellationToken cancellation)
    {
        if (server.Notices?.Sms?.Answers is not { } settings)
            return TypedResults.NotFound();
        if (!IsGateway(context.Request, settings))
            return TypedResults.Unauthorized();
        if (await FieldsAsync(context.Request, cancellation) is not { } fields
            || fields.GetValueOrDefault(settings.From) is not { Length: > 0 } from || fields.GetValueOrDefault(settings.Text) is not { } text)
            return TypedResults.Text($"Send JSON or a form with the fields {settings.From} and {settings.Text}, and {settings.Id} to tell messages apart.\n", statusCode: StatusCodes.Status400BadRequest);
        var number = Telephone.Digits(from);
        using var allowed = ByNumber.AttemptAcquire(number);
        if (!allowed.IsAcquired)
            return TypedResults.Text("This telephone answers too often.\n", statusCode: StatusCodes.Status429TooManyRequests);
        await answers.HandleAsync(number, text, fields.GetValueOrDefault(settings.Id), cancellation);
        return TypedResults.NoContent();
    }

    private static bool IsGateway(HttpRequest request, SmsAnswerSettings settings)
    {
        const string bearer = "Bearer ";
        var sent = request.Headers[settings.Header].ToString();
        if (sent.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            sent = sent[bearer.Length..];
        try
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(ServerSecrets.Read(settings.Secret))));
        }
        catch (UnfilledSettingException)
        {
            return false;
        }
    }

    private static async Task<Dictionary<string, string>?> FieldsAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > LongestBody)
            return null;
        var bytes = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > LongestBody)
            return null;
        var body = Encoding.UTF8.GetString(bytes, 0, length);
        if (request.HasJsonContentType())
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                return json.RootElement.ValueKind != JsonValueKind.Object ? null : json.RootElement.EnumerateObject()
                    .Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    .GroupBy(field => field.Name).ToDictionary(field => field.Key, field => field.Last().Value.ToString());
            }
            catch (JsonException)
            {
                return null;
            }
        }
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body).ToDictionary(field => field.Key, field => field.Value.ToString());
    }
}
