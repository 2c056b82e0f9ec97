using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Slipway.Planning.Runs;
using Slipway.Platform.Identity;
using Slipway.Platform.Notices;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Api;

/// <summary>What people were told in a run, over HTTP: the delivery log.</summary>
internal static class NoticesApi
{
    private const int MostNotices = 500;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/runs/{id:guid}/notices").Needs(PermissionTable.ReadNotices).DisableAntiforgery().WithTags("Runs").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        api.MapGet("", ListAsync).WithSummary($"What people were told in a run, the newest {MostNotices} first, with every try to deliver it.")
            .WithDescription("For whoever leads the run or keeps its record. Links are left out: they open tasks.");
        api.MapPost("/{notice:guid}/send", SendAgainAsync).WithSummary("Tries again to deliver what was given up.").ProducesProblem(422);
    }

    private static async Task<Results<Ok<NoticeList>, ProblemHttpResult>> ListAsync(
        Guid id, RunStore runs, NoticeBox box, IClock clock, HttpContext context, CancellationToken cancellation)
    {
        if (await ForbiddenAsync(id, runs, clock, context, cancellation) is { } forbidden)
            return forbidden;
        var notices = await box.NewestAsync(RunRecord.StreamOf(id), null, MostNotices, cancellation);
        var deliveries = await box.DeliveriesAsync(notices, cancellation);
        return TypedResults.Ok(new NoticeList([.. notices.Select(notice => new NoticeJson(
            notice.Id, Kebab.Of(notice.Channel), notice.Kind, notice.Person, notice.Address, notice.Text, Kebab.Of(notice.State), notice.Created, notice.Sent, notice.NextTry,
            [.. deliveries[notice.Id].Select(delivery => new DeliveryJson(delivery.Try, delivery.At, delivery.Accepted, delivery.Said))]))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SendAgainAsync(
        Guid id, Guid notice, RunStore runs, NoticeBox box, IClock clock, HttpContext context, CancellationToken cancellation)
    {
        if (await ForbiddenAsync(id, runs, clock, context, cancellation) is { } forbidden)
            return forbidden;
        return await box.SendAgainAsync(RunRecord.StreamOf(id), notice, cancellation)
            ? TypedResults.NoContent()
            : Problems.Of(422, "not-undelivered", "This notice was not given up.", "Read the run's notices: only what is undelivered is sent again.");
    }

    private static async Task<ProblemHttpResult?> ForbiddenAsync(Guid id, RunStore runs, IClock clock, HttpContext context, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run || RunsApi.Reader(context, run.Launch) is not { } reader)
            return RunsApi.NoSuch("run");
        return MaySee(run, reader, clock) ? null : Problems.Of(403, "only-leaders", "Notices hold addresses.", "Use a token of whoever leads the run, keeps its record, or administers.");
    }

    /// <summary>Whether somebody sees to it that people are told: he leads the run, or keeps its record.</summary>
    internal static bool MaySee(Run run, CurrentActor reader, IClock clock) => WhoMay.SpeaksForAll(
        run.State, new Tick { Actor = reader.Person ?? reader.Id, ActorRoles = reader.Roles, Now = run.State.NowAt(clock.Now()) });
}

public sealed record NoticeList(IReadOnlyList<NoticeJson> Items);

public sealed record NoticeJson(
    Guid Id,
    [property: Description("email, sms or webhook.")] string Channel,
    [property: Description("What it is about: next, turn, late, escalated, vote, …")] string Kind,
    string? Person, string Address, string Text,
    [property: Description("waiting, sending, sent or undelivered.")] string State,
    Instant Created, Instant? Sent, Instant? NextTry, IReadOnlyList<DeliveryJson> Tries);

public sealed record DeliveryJson(int Try, Instant At, bool Accepted, [property: Description("What the provider said, or why it could not be asked.")] string Said);
