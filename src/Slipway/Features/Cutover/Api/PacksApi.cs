using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Features.Cutover.Packs;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Api;

/// <summary>The offline pack on demand, from the room and over HTTP. Always as a file: a browser that showed it here would refuse its styles.</summary>
internal static class PacksApi
{
    private const string Html = "text/html; charset=utf-8";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(RunLinks.PackRoute, OfPageAsync).Needs(PermissionTable.SeeRun).ExcludeFromDescription();
        endpoints.MapGet("/api/v1/runs/{id:guid}/pack", OfApiAsync).Needs(PermissionTable.ReadRun).DisableAntiforgery().WithTags("Runs")
            .WithSummary("The run's offline pack: one HTML file that needs nothing else, for a disk, a stick or a printer.")
            .WithDescription("What is next with telephone numbers, gates, rollback deadline and plan, decisions, and the journal's head.")
            .Produces<string>(200, "text/html").ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> OfPageAsync(string id, int number, RunStore runs, RunPacks packs, HttpContext context) =>
        await runs.FindAsync(id, number, context.RequestAborted) is { } run
            ? await FileAsync(run, RequestLanguage.Of(context), packs, context.RequestAborted)
            : Results.NotFound();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OfApiAsync(
        Guid id, RunStore runs, RunPacks packs, HttpContext context, CancellationToken cancellation,
        [Description("en, fr or ar; without it as Accept-Language says.")] string? language = null)
    {
        if (await runs.LoadAsync(id, cancellation) is not { State.Version: > 0 } run || RunsApi.Reader(context, run.Launch) is null)
            return RunsApi.NoSuch("run");
        if (language is not null && !Languages.All.Contains(language))
            return Problems.Of(422, "no-such-language", "There is no pack in this language.", $"Ask for {string.Join(", ", Languages.All)}.");
        return await FileAsync(run, language ?? RequestLanguage.Of(context), packs, cancellation);
    }

    private static async Task<FileContentHttpResult> FileAsync(Run run, string language, RunPacks packs, CancellationToken cancellation) =>
        TypedResults.File(Encoding.UTF8.GetBytes(await packs.DrawAsync(run, language, cancellation)), Html, RunPacks.FileName(run, language));
}
