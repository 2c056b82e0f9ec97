using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Contracts;
using Slipway.Platform.Identity;
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
        api.MapPost("", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LaunchUpload.LargestRequest))
            .Accepts<IFormFileCollection>("multipart/form-data", LaunchUpload.Zip, LaunchUpload.CompressedZip)
            .WithSummary("Makes a launch of launch.yaml and cutover.yaml, as a zip or as two parts.")
            .WithDescription("Errors in what the plan means do not keep it from being imported; they are in the answer. A plan whose text is wrong is not imported.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet("", ListAsync).WithSummary("Launches by id, page by page.");
        api.MapGet("/{id}", GetAsync).WithSummary("A launch with the versions of its plan, newest first.").ProducesProblem(404);
    }

    private static async Task<Results<Created<ImportedLaunch>, ProblemHttpResult>> ImportAsync(
        HttpContext context, ImportLaunch import, LaunchRights rights, CancellationToken cancellation)
    {
        if (CurrentActor.Of(context.User) is not { } actor || !await rights.MayImportAsync(actor, cancellation))
            return Problems.Of(403, "may-not-import", "Your role imports no launches.", "Use a token of a service owner, a service designer, IT operations or the administrator.");
        if (!context.Request.HasFormContentType && !LaunchUpload.IsZipType(context.Request.ContentType))
            return Problems.Of(415, "wrong-kind", "This is neither a zip nor a form.", $"Send the zip as {LaunchUpload.Zip}, or both files as multipart/form-data.");
        try
        {
            var files = context.Request.HasFormContentType
                ? await LaunchUpload.ReadAsync((await context.Request.ReadFormAsync(cancellation)).Files, cancellation)
                : await LaunchUpload.ReadZipAsync(context.Request.Body, cancellation);
            return Answer(await import.HandleAsync(files, LaunchRights.ImporterOf(actor), cancellation));
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
        if (CurrentActor.Of(context.User) is not { } actor)
            return NotSignedIn();
        var most = Math.Clamp(limit, 1, MostLaunches);
        var found = await launches.PageAsync(actor.Launch, after, most + 1, cancellation);
        return TypedResults.Ok(new LaunchList([.. found.Take(most).Select(LaunchLine.Of)], found.Count > most ? found[most - 1].Id : null));
    }

    private static async Task<Results<Ok<LaunchJson>, ProblemHttpResult>> GetAsync(string id, HttpContext context, ILaunches launches, CancellationToken cancellation)
    {
        if (CurrentActor.Of(context.User) is not { } actor)
            return NotSignedIn();
        if (!actor.MaySee(id) || await launches.CurrentAsync(id, cancellation) is not { } version)
            return Problems.Of(404, "no-such-launch", $"There is no launch {id} that this token may see.", $"GET {Route} lists those that it may.");
        return TypedResults.Ok(LaunchJson.Of(version, await launches.VersionsAsync(id, cancellation)));
    }

    private static ProblemHttpResult NotSignedIn() =>
        Problems.Of(401, "no-token", "Nobody sent this.", "Send a token: Authorization: Bearer …; slipway token create makes one.");

    private static Dictionary<string, object?> With(string key, object value) => new() { [key] = value };
}
