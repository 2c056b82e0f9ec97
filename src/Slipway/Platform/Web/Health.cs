using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Platform.Journal;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Web;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can serve, its database answers and it is not stopping.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => TypedResults.Text("ok\n")).Needs(PermissionTable.LookAtServer).DisableRateLimiting().ExcludeFromDescription();
        endpoints.MapGet("/readyz", ReadyAsync).Needs(PermissionTable.LookAtServer).DisableRateLimiting().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(DatabaseAnswer database, ClockWatch clock, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Unready("stopping\n");
        try
        {
            await database.AskAsync().WaitAsync(cancellation);
            // Ready all the same: a room with a wrong clock helps more than no room.
            return TypedResults.Text(clock.Behind is { } behind ? $"ready, but the clock is {(long)behind.TotalSeconds} s behind the journal\n" : "ready\n");
        }
        catch (Exception unreachable) when (unreachable is System.Data.Common.DbException or TimeoutException || DatabaseAway.Is(unreachable))
        {
            return Unready("the database does not answer\n");
        }
    }

    private static ContentHttpResult Unready(string why) => TypedResults.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
