using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Slipway.Platform.Identity;

namespace Slipway.Platform.Web;

/// <summary>How much one sender may ask for. A whole control room may sit behind one address, so limits by address are wide.</summary>
public static class RateLimits
{
    /// <summary>The policy of whatever takes a password, a link or a code.</summary>
    public const string Secrets = "secrets";

    internal static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retry) ? retry : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/api")
            ? RateLimitPartition.GetTokenBucketLimiter(Sender(context), _ => new()
            {
                TokenLimit = 2000,
                TokensPerPeriod = 500,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })
            : RateLimitPartition.GetNoLimiter(""));
        limits.AddPolicy(Secrets, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => new()
            {
                TokenLimit = 60,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>Whoever is known by a token that opened something has a measure of their own; all others share that of their address, however many tokens they make up.</summary>
    internal static string Sender(HttpContext context) =>
        TokenAuthentication.SecretOf(context.Request) is { } secret && context.RequestServices.GetRequiredService<TokenMemory>().LastKnown(secret) is { } actor
            ? $"{actor.Launch} {actor.Id}"
            : Address(context);

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
