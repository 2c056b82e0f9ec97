using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Features.Contracts;
using Slipway.Features.Cutover.Plans;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Cutover.Api;

/// <summary>Approves a plan version over HTTP.</summary>
internal static class BaselineApi
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/launches/{id}/baseline", ApproveAsync).Needs(PermissionTable.ApprovePlan).DisableAntiforgery().WithTags("Launches")
            .WithSummary("Approves a version of the plan: it becomes the baseline.")
            .WithDescription("A version with automated tasks is approved by somebody else than who wrote it, and only then it acts. The approval counts for that version alone.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<PlanVersionSummary>, ProblemHttpResult>> ApproveAsync(string id, ApproveRequest request, ILaunches launches, HttpContext context, CancellationToken cancellation)
    {
        var actor = CurrentActor.Of(context.User)!;
        if (await launches.VersionAsync(id, request.Version, cancellation) is not { } version)
            return Problems.Of(404, "no-such-version", "There is no such version of this launch's plan.", $"GET /api/v1/launches/{id} lists the versions.");
        if (request.Hash is { } hash && hash != version.Hash)
            return Problems.Of(409, "other-hash", "This version is not the text that you mean to approve.", "Read the version again, then approve what you have read.");
        if (await launches.SetBaselineAsync(id, request.Version, actor.Person ?? actor.Id, cancellation) == BaselineOutcome.NeedsSecondPerson)
            return Problems.Of(422, "needs-second-person", "Who wrote a version with automated tasks does not approve it.", "Let another service owner or the administrator approve it.");
        return TypedResults.Ok((await launches.VersionAsync(id, request.Version, cancellation))!.Summary);
    }

    internal sealed record ApproveRequest(
        [property: Description("The number of the version.")] int Version,
        [property: Description("Its hash, so that nothing else is approved than what was read; may be left out.")] string? Hash = null);
}
