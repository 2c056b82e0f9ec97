using NodaTime;
using NodaTime.Text;
using Slipway.Features.Cutover.Rooms;
using Slipway.Platform.Identity;
using Slipway.Platform.Live;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;

namespace Slipway.Features.Cutover.Api;

/// <summary>The streams that keep the pages of a run alive.</summary>
internal static class RoomLive
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(RunLinks.LiveRoute, WatchAsync).Needs(PermissionTable.SeeRun).ExcludeFromDescription();
        endpoints.MapGet(RunLinks.MovedRoute, WatchPageAsync).Needs(PermissionTable.SeeRun).ExcludeFromDescription();
        endpoints.MapGet(RunLinks.SeenRoute, SeenAsync).Needs(PermissionTable.SeeRun).ExcludeFromDescription();
    }

    /// <summary>The room's parts, drawn once for everybody.</summary>
    private static async Task WatchAsync(string id, int number, RunStore runs, IClock clock, RoomFragments fragments, HttpContext context, string? since = null)
    {
        if (await FindAsync(id, number, runs, context) is not { } found)
            return;
        var language = RequestLanguage.Of(context);
        await context.WatchAsync(found.Run.Record.Stream, $"room-{language}", since, (services, seen, cancellation) =>
            fragments.FrameAsync(services, found.Run.Id, language, seen, cancellation), Beat(found.Run, runs, clock), knows: seen => fragments.Knows(found.Run.Id, language, seen));
    }

    /// <summary>Says <c>moved</c> when what a page shows of one task, or of its reader's tasks, is something else; the page then asks for itself.</summary>
    private static async Task WatchPageAsync(string id, int number, RunStore runs, IClock clock, HttpContext context, string? since = null, string? task = null)
    {
        if (await FindAsync(id, number, runs, context) is not var (run, reader))
            return;
        if (task is not null && !run.State.Tasks.ContainsKey(task))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var kind = task is null ? $"person-{reader.Person}" : $"task-{task}";
        await context.WatchAsync(run.Record.Stream, kind, since, async (services, seen, cancellation) =>
        {
            var now = (await services.GetRequiredService<RunStore>().LoadAsync(run.Id, cancellation))!;
            var digest = PageDigest.Of(now.State, task, reader.Person, now.State.NowAt(clock.Now()).CutToMicroseconds());
            return digest == seen ? null : LiveFrame.Of(digest, digest, "moved");
        }, Beat(run, runs, clock));
    }

    /// <summary>The reader has noticed an alarm: it is not shown again in this browser.</summary>
    private static async Task<IResult> SeenAsync(string id, int number, RunStore runs, HttpContext context, string? alarm = null)
    {
        if (alarm is null || await FindAsync(id, number, runs, context) is not { } found)
            return TypedResults.NotFound();
        context.Response.Cookies.Append(RunAlerts.CookieOf(found.Run), alarm, new CookieOptions { SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(1) });
        return TypedResults.LocalRedirect(RunLinks.Room(id, number));
    }

    private static async Task<(Run Run, CurrentActor Reader)?> FindAsync(string launch, int number, RunStore runs, HttpContext context)
    {
        if (await runs.FindAsync(launch, number, context.RequestAborted) is { } run)
            return (run, CurrentActor.Of(context.User)!);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return null;
    }

    /// <summary>What the run's clock shows, by which a quiet page keeps its own.</summary>
    private static Func<CancellationToken, ValueTask<string>> Beat(Run run, RunStore runs, IClock clock) => async cancellation =>
        InstantPattern.ExtendedIso.Format((await runs.KnownAsync(run.Id, cancellation) ?? run).State.NowAt(clock.Now()));
}
