using NodaTime;
using NodaTime.Text;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Rooms;
using Slipway.Platform.Identity;
using Slipway.Platform.Live;
using Slipway.Platform.Localisation;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Api;

/// <summary>The stream that keeps a room alive.</summary>
internal static class RoomLive
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(RunLinks.LiveRoute, WatchAsync).ExcludeFromDescription();

    private static async Task WatchAsync(string id, int number, RunStore runs, IClock clock, HttpContext context, string? since = null)
    {
        if (CurrentActor.Of(context.User) is not { } reader || !reader.MaySee(id) || await runs.FindAsync(id, number, context.RequestAborted) is not { } run)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var language = RequestLanguage.Of(context);
        await context.WatchAsync(run.Record.Stream, $"room-{language}", since, (services, seen, cancellation) =>
            services.GetRequiredService<RoomFragments>().FrameAsync(services, run.Id, language, seen, cancellation), BeatAsync);

        async ValueTask<string> BeatAsync(CancellationToken cancellation) =>
            InstantPattern.ExtendedIso.Format((await runs.KnownAsync(run.Id, cancellation) ?? run).State.NowAt(clock.Now()));
    }
}
