using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
using Slipway.Platform.Permissions;
using Slipway.Platform.Web;

namespace Slipway.Features.Launches.Api;

/// <summary>Launches over HTTP.</summary>
internal static class LaunchesApi
{
    private const string Route = "/api/v1/launches";
    private const int MostLaunches = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Route).DisableAntiforgery().WithTags("Launches").ProducesProblem(401);
        api.MapPost("", ImportAsync).Needs(PermissionTable.ImportLaunch)
            .WithMetadata(new RequestSizeLimitAttribute(LaunchUpload.LargestRequest))
            .Accepts<IFormFileCollection>("multipart/form-data", LaunchUpload.Zip, LaunchUpload.CompressedZip)
            .WithSummary("Makes a launch of launch.yaml and cutover.yaml, as a zip or as two parts.")
            .WithDescription("Errors in what the plan means do not keep it from being imported; they are in the answer. A plan whose text is wrong is not imported.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet("", ListAsync).Needs(PermissionTable.ListLaunches).WithSummary("Launches by id, page by page.");
        api.MapGet("/{id}", GetAsync).Needs(PermissionTable.SeeLaunch).WithSummary("A launch with the versions of its plan, newest first.").ProducesProblem(404);
    }

    private static async Task<Results<Created<ImportedLaunch>, ProblemHttpResult>> ImportAsync(
        HttpContext context, ImportLaunch import, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType && !LaunchUpload.IsZipType(context.Request.ContentType))
            return Problems.Of(415, "wrong-kind", "This is neither a zip nor a form.", $"Send the zip as {LaunchUpload.Zip}, or both files as multipart/form-data.");
        try
        {
            var files = context.Request.HasFormContentType
                ? await LaunchUpload.ReadAsync((await context.Request.ReadFormAsync(cancellation)).Files, cancellation)
                : await LaunchUpload.ReadZipAsync(context.Request.Body, cancellation);
            return Answer(await import.HandleAsync(files, Importer.Of(CurrentActor.Of(context.User)!), cancellation));
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.Of(413, "too-large", $"A launch may have {LaunchUpload.LargestRequest >> 20} MB.", "Send a zip, or import it on the server: slipway up FOLDER.");
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException)
        {
            return Problems.Of(400, "unreadable", "The form cannot be read.", "Send both files as parts of multipart/form-data, with their file names.");
        }
    }

    private static Results<Created<ImportedLaunch>, ProblemHttpResult> Answer(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Created created => TypedResults.Created(
            $"{Route}/{created.Version.Launch}", new ImportedLaunch(created.Version.Launch, created.Version.Number, created.Version.Hash, ProblemJson.Of(created.Problems))),
        ImportOutcome.Exists exists => Problems.Of(409, "launch-exists", $"There is a launch {exists.Id} already.", "Change the id in launch.yaml, or edit the plan of the launch that is there.", With("id", exists.Id)),
        ImportOutcome.NotYours other => Problems.Of(403, "not-your-launch", $"This token is for another launch than {other.Id}.", "Use a token that is not limited to one launch.", With("id", other.Id)),
        ImportOutcome.Unreadable unreadable => Problems.Of(422, "launch-unreadable", "The files cannot be read as a plan; nothing was imported.", "Mend what problems lists, then send them again.", With("problems", ProblemJson.Of(unreadable.Problems))),
        ImportOutcome.Refused { Why: var why } => Problems.Of(422, why.Rule.Name, why.Message, why.Remedy),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static async Task<Results<Ok<LaunchList>, ProblemHttpResult>> ListAsync(
        HttpContext context, LaunchStore launches, CancellationToken cancellation,
        [Description("Launches whose id comes after this one.")] string? after = null,
        [Description("At most so many; 1 to 200.")] int limit = 50)
    {
        var most = Math.Clamp(limit, 1, MostLaunches);
        var found = await launches.PageAsync(CurrentActor.Of(context.User)!.Launch, after, most + 1, cancellation);
        return TypedResults.Ok(new LaunchList([.. found.Take(most).Select(LaunchLine.Of)], found.Count > most ? found[most - 1].Id : null));
    }

    private static async Task<Results<Ok<LaunchJson>, ProblemHttpResult>> GetAsync(string id, ILaunches launches, CancellationToken cancellation)
    {
        if (await launches.CurrentAsync(id, cancellation) is not { } version)
            return Problems.Of(404, "no-such-launch", $"There is no launch {id}.", $"GET {Route} lists those that there are.");
        return TypedResults.Ok(LaunchJson.Of(version, await launches.VersionsAsync(id, cancellation)));
    }

    private static Dictionary<string, object?> With(string key, object value) => new() { [key] = value };
}
