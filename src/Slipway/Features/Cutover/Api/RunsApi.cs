using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Slipway.Features.Cutover.Speaking;
using Slipway.Formats.Plans;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Live;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Api;

/// <summary>Runs over HTTP.</summary>
internal static class RunsApi
{
    private const int MostEntries = 1000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").DisableAntiforgery().WithTags("Runs").ProducesProblem(401);
        api.MapPost("/launches/{id}/runs", StartAsync).Needs(PermissionTable.StartRun).WithSummary("Starts a run; a rehearsal begins at once, a live run with the service owner's words.")
            .WithDescription("A live run without these words is prepared by whoever leads: it takes the launch's one place for a live run. It has the plan's T-0 and takes nothing of the launch phase as done.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet("/launches/{id}/runs", ListAsync).Needs(PermissionTable.SeeRun).WithSummary("The runs of a launch, oldest first.").ProducesProblem(403);
        api.MapGet("/runs/{id:guid}", GetAsync).Needs(PermissionTable.ReadRun).WithSummary("A run as it is now, with its forecast.").ProducesProblem(404);
        api.MapPost("/runs/{id:guid}/acts", ActAsync).Needs(PermissionTable.ReadRun).WithSummary("One act on a run.")
            .WithDescription("Refused with 403 where it is not the actor's to do, 409 where ifVersion is another than the run's, and 422 where the run's state does not allow it or a field cannot be meant.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet("/runs/{id:guid}/journal", JournalAsync).Needs(PermissionTable.ReadRun).WithSummary("The run's journal after a version.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/runs/{id:guid}/events", EventsAsync).Needs(PermissionTable.ReadRun).WithSummary("The run's state by server-sent events, at most once a second.")
            .WithDescription("An event comes with each act, and when time alone makes a task ready or late or moves the forecast by a minute. Its id, sent back as Last-Event-ID, names what was seen; it is of no other use.")
            .ProducesProblem(404);
    }

    private static async Task<Results<Created<StartedRun>, ProblemHttpResult>> StartAsync(
        string id, StartRunRequest request, StartRun start, TextCatalog catalog, HttpContext context, CancellationToken cancellation)
    {
        var (wish, wrong) = request.ToWish();
        if (wish is null)
            return Refused(wrong!, RunState.Of(NoPlan), catalog);
        return await start.HandleAsync(id, wish, request.Confirm, Acting(CurrentActor.Of(context.User)!), request.CommandId, cancellation) switch
        {
            ActResult.Done done => TypedResults.Created($"/api/v1/runs/{done.Run.Id}", new StartedRun(done.Run.Id, done.Run.Record.Number, Kebab.Of(done.Run.State.Status))),
            ActResult.Refused refused => Refused(refused.Why, refused.Run.State, catalog),
            _ => NoSuch("launch"),
        };
    }

    private static async Task<Ok<RunList>> ListAsync(string id, RunStore runs, CancellationToken cancellation)
    {
        var all = await runs.OfLaunchAsync(id, cancellation);
        return TypedResults.Ok(new RunList([.. all.Select(run => new RunSummary(run.Id, run.Record.Number, Kebab.Of(run.State.Mode), Kebab.Of(run.State.Status), run.State.Version))]));
    }

    private static async Task<Results<Ok<RunJson>, ProblemHttpResult>> GetAsync(
        Guid id, RunStore runs, RunForecasts forecasts, IClock clock, HttpContext context, CancellationToken cancellation)
    {
        if (await runs.LoadAsync(id, cancellation) is not { } run || Reader(context, run.Launch) is null)
            return NoSuch("run");
        return TypedResults.Ok(RunJson.Of(run, await forecasts.NowAsync(run, cancellation), run.State.NowAt(clock.Now()).CutToMicroseconds(), RequestLanguage.Of(context)));
    }

    private static async Task<Results<Ok<ActAnswer>, ProblemHttpResult>> ActAsync(
        Guid id, ActRequest request, RunStore runs, ActOnRun acts, TextCatalog catalog, HttpContext context, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run || Reader(context, run.Launch) is not { } reader)
            return NoSuch("run");
        var (act, wrong) = ActReading.Read(request);
        if (act is null)
            return Refused(wrong!, run.State, catalog);
        return Answer(await acts.HandleAsync(id, act, Acting(reader), request.IfVersion, cancellation), catalog);
    }

    private static async Task<Results<Ok<JournalPage>, ProblemHttpResult>> JournalAsync(
        Guid id, RunStore runs, JournalStore journal, HttpContext context, CancellationToken cancellation,
        [Description("Entries after this version.")] long after = 0)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run || Reader(context, run.Launch) is null)
            return NoSuch("run");
        var entries = await journal.ReadAsync(run.Record.Stream, after, MostEntries, cancellation);
        return TypedResults.Ok(new JournalPage([.. entries.Select(entry => new JournalEntryJson(
            entry.Version, entry.At, entry.Received, entry.Actor, entry.Type, entry.Data is { } data ? JsonSerializer.Deserialize<JsonElement>(data) : null, Convert.ToHexStringLower(entry.Hash)))]));
    }

    private static async Task EventsAsync(Guid id, RunStore runs, HttpContext context, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run || Reader(context, run.Launch) is null)
        {
            await NoSuch("run").ExecuteAsync(context);
            return;
        }
        await context.WatchAsync(run.Record.Stream, "json", null, async (services, since, cancel) =>
        {
            var now = (await services.GetRequiredService<RunStore>().LoadAsync(id, cancel))!;
            var forecast = await services.GetRequiredService<RunForecasts>().NowAsync(now, cancel);
            var clock = services.GetRequiredService<IClock>();
            var shown = RunJson.Of(now, forecast, now.State.NowAt(clock.Now()).CutToMicroseconds());
            // Time alone makes tasks ready or late and moves the forecast: the version does not tell it.
            var digest = RunDigest.Of(shown);
            return since == digest ? null : LiveFrame.Of(digest, JsonSerializer.Serialize(shown, SlipwayJson.Options), "run");
        });
    }

    /// <summary>What became of an act, as the API says it.</summary>
    internal static Results<Ok<ActAnswer>, ProblemHttpResult> Answer(ActResult result, TextCatalog catalog) => result switch
    {
        ActResult.Done done => TypedResults.Ok(new ActAnswer(done.Version, [.. done.Events.Select(happened => new EventJson(RunEventJson.Name(happened), RunEventJson.Write(happened)))])),
        ActResult.Refused refused => Refused(refused.Why, refused.Run.State, catalog),
        ActResult.OtherVersion other => Problems.Of(409, "other-version", $"The run is at version {other.Run.State.Version}.", "Read the run again, then decide whether the act still makes sense.", new Dictionary<string, object?> { ["version"] = other.Run.State.Version }),
        _ => NoSuch("run"),
    };

    /// <summary>Who asks, if they may see the launch.</summary>
    internal static CurrentActor? Reader(HttpContext context, string launch) =>
        CurrentActor.Of(context.User) is { } reader && reader.MaySee(launch) ? reader : null;

    internal static ActingActor Acting(CurrentActor reader) => new(reader.Person ?? reader.Id, reader.Roles, Via.Api);

    internal static ProblemHttpResult Refused(Refusal refusal, RunState run, TextCatalog catalog)
    {
        var (status, title) = refusal.Kind switch
        {
            RefusalKind.Who => (403, "Not yours to do"),
            _ => (422, "Not possible now"),
        };
        return Problems.Of(status, refusal.Rule, title, new RunWords(catalog.In(Languages.English), run).Refusal(refusal), new Dictionary<string, object?> { ["values"] = refusal.Values });
    }

    internal static ProblemHttpResult NoSuch(string what) => Problems.Of(404, $"no-such-{what}", $"There is no such {what}.", "Check the id, and whether the token may see it.");

    /// <summary>For sentences about a request that never reached a plan.</summary>
    private static Plan NoPlan { get; } = new()
    {
        Launch = new Launch
        {
            Id = "none",
            Title = LocalizedText.Of(""),
            Zone = DateTimeZone.Utc,
            T0 = new PlanTime.WallClock(new LocalDateTime(2000, 1, 1, 0, 0)),
            Window = new CutoverWindow(new PlanTime.FromT0(PlanDuration.Zero), new PlanTime.FromT0(PlanDuration.Zero), PlanDuration.Zero),
        },
    };
}

public sealed record StartedRun(Guid Id, int Number, string State);

public sealed record RunSummary(Guid Id, int Number, string Mode, string State, long Version);

public sealed record RunList(IReadOnlyList<RunSummary> Items);

public sealed record ActAnswer(long Version, IReadOnlyList<EventJson> Events);

public sealed record EventJson(string Type, JsonElement Data);

public sealed record JournalPage(IReadOnlyList<JournalEntryJson> Entries);

public sealed record JournalEntryJson(long Version, Instant At, Instant Received, string Actor, string Type, JsonElement? Data, string Hash);
