using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

/// <summary>What followers ask the main one for, and what all say of themselves.</summary>
internal sealed class FollowApi(DatabasePlace place, RoleKeeper keeper, Installation installation, SigningKey key, AccountRecord record, IHostApplicationLifetime lifetime) : IDisposable
{
    public const string PullRoute = "/api/v1/follow/pull";
    public const string MeetRoute = "/api/v1/follow/meet";

    /// <summary>What a follower says that it has, at the beginning.</summary>
    private const long LargestRequest = 64 * 1024 * 1024;

    private const int MostSessions = 8;

    /// <summary>So often a follower hears that the main one is there, though nothing happens.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, FollowSession> sessions = new(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("").DisableAntiforgery().WithTags("Following");
        api.MapPost(PullRoute, (HttpContext context, FollowApi follow) => follow.PullAsync(context)).Needs(PermissionTable.FollowServer)
            .WithSummary("What a follower does not have yet, as lines of JSON: for slipway follow.")
            .WithDescription("For administrators' tokens. Waits two seconds where there is nothing. It holds everything, hashes of passwords and keys among it.")
            .Accepts<PullRequest>("application/json").Produces<PulledLine>(200, "application/x-ndjson")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).ProducesProblem(503);
        api.MapPost(MeetRoute, (Statement other, RoleKeeper keeper) =>
        {
            keeper.Hear(other);
            return TypedResults.Ok(keeper.Say());
        }).Needs(PermissionTable.MeetServer).WithSummary("Two that hold the same launch say what they are: the main one, or a copy that follows; signed.").ProducesProblem(400);
    }

    private async Task PullAsync(HttpContext context)
    {
        var actor = CurrentActor.Of(context.User)!;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LargestRequest;
        var request = await ReadAsync(context);
        if (Refusal(request) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }
        if (Uri.TryCreate(request.At, UriKind.Absolute, out var at) && at.Scheme is "http" or "https")
            keeper.Remember(request.At);
        if (request.Session is null)
            await record.NoteAsync("follower-began", actor.Id, new { at = request.At }, context.RequestAborted);
        if (!sessions.TryGetValue(request.Session ?? Begin(request), out var session))
        {
            await Problems.Of(410, "session-over", "This session is over.", "Begin another one: without a session, and with what is there.").ExecuteAsync(context);
            return;
        }
        await session.Turn.WaitAsync(context.RequestAborted);
        try
        {
            if (request.Session is null && session.Differs() is { } stream)
            {
                await Problems.Of(409, "journal-differs", "The copy is not one of these data.", $"It has entries of {stream} that are not here. Follow with an empty folder, and keep the old one: what is only there may be wanted.").ExecuteAsync(context);
                return;
            }
            await AnswerAsync(context, session, request);
        }
        finally
        {
            session.Used = Environment.TickCount64;
            session.Turn.Release();
        }
    }

    private static async Task<PullRequest> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<PullRequest>(context.Request.Body, SlipwayJson.Options, context.RequestAborted) ?? throw new JsonException("Nothing was sent.");
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, wrong);
        }
    }

    private Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? Refusal(PullRequest request)
    {
        if (!place.IsSqlite)
            return Problems.Of(422, "postgres-is-not-followed", "This server keeps its data in PostgreSQL, which is not followed.", "Make replicas of PostgreSQL and start another node: slipway up --db …; or follow a server that has a data folder.");
        if (request.Generation > keeper.Role.Generation)
            return Problems.Of(409, "was-replaced", "This is not the main one any more: the copy knows a newer one.", "Follow the one that was promoted.");
        var level = SqliteFile.Level(place.DatabaseFile);
        return request.Level.Except(level).Any() ? Problems.Of(409, "main-is-older", "The main one is of an older version than the follower.", "Use the same version of Slipway on both.")
            : level.Except(request.Level).Any() ? Problems.Of(409, "main-is-newer", "The main one is of a newer version than the follower.", "Use the same version of Slipway on both.")
            : null;
    }

    private string Begin(PullRequest request)
    {
        // So that both have it: what they say of themselves is signed with it.
        key.Sign("following", []);
        var session = new FollowSession(place, request);
        sessions[session.Id] = session;
        foreach (var old in sessions.Values.OrderByDescending(other => other.Used).Skip(MostSessions))
        {
            if (old.Turn.CurrentCount > 0 && sessions.TryRemove(old.Id, out _))
                old.Dispose();
        }
        return session.Id;
    }

    private async Task AnswerAsync(HttpContext context, FollowSession session, PullRequest request)
    {
        var waited = TimeSpan.Zero;
        while (!session.HasNews(request.Seen) && waited < Beat && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, context.RequestAborted);
            waited += LookEvery;
        }
        context.Response.ContentType = "application/x-ndjson";
        await WriteAsync(new() { Hello = new(session.Id, session.AnswerNumber + 1, keeper.Role.Generation, installation.Sample) });
        var left = await session.AnswerAsync(request.Seen, WriteAsync);
        await WriteAsync(new() { End = new(left) });

        async Task WriteAsync(PulledLine line)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, SlipwayJson.Options, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }

    public void Dispose()
    {
        foreach (var session in sessions.Values)
            session.Dispose();
    }
}
