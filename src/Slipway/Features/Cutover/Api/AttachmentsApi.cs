using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Slipway.Features.Cutover.Attachments;
using Slipway.Platform.Identity;
using Slipway.Platform.Localisation;
using Slipway.Platform.Web;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;

namespace Slipway.Features.Cutover.Api;

/// <summary>Files of a run: sent by a form with parts, served to whoever may see the run.</summary>
internal static class AttachmentsApi
{
    private static readonly HashSet<string> Fields = new(["file", "commandId", "task", "name", "for", "at", "via", "ifVersion"], StringComparer.OrdinalIgnoreCase);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/runs/{id:guid}/attachments").Needs(PermissionTable.ReadRun).DisableAntiforgery().WithTags("Runs").ProducesProblem(401).ProducesProblem(404);
        api.MapPost("", SendAsync).WithSummary("Attaches a file to a task or the run.").WithMetadata(new RequestSizeLimitAttribute(FileKinds.LargestRequest))
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);
        api.MapGet("/{hash}", async (Guid id, string hash, RunStore runs, AttachFile files, HttpContext context) =>
            await ServeAsync(await runs.LoadAsync(id, context.RequestAborted), hash, files, context)).WithSummary("An attached file by its SHA-256, as the journal names it.").ProducesProblem(409);
        endpoints.MapGet(RunLinks.FileRoute, async (string id, int number, string hash, RunStore runs, AttachFile files, HttpContext context) =>
            await ServeAsync(await runs.FindAsync(id, number, context.RequestAborted), hash, files, context)).Needs(PermissionTable.SeeRun).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<ActAnswer>, ProblemHttpResult>> SendAsync(
        Guid id, IFormFile? file, [FromForm] Guid? commandId, [FromForm] string? task, [FromForm] string? name, [FromForm] string? @for, [FromForm] string? at, [FromForm] string? via, [FromForm] long? ifVersion,
        RunStore runs, AttachFile files, TextCatalog catalog, HttpContext context, CancellationToken cancellation)
    {
        if (await runs.KnownAsync(id, cancellation) is not { } run || RunsApi.Reader(context, run.Launch) is not { } reader)
            return RunsApi.NoSuch("run");
        if (Unknown(await context.Request.ReadFormAsync(cancellation)) is { } why)
            return Problems.Of(400, "unreadable", "Bad Request", $"{why} Compare the request with /openapi/v1.json.");
        if (file is null)
            return RunsApi.Refused(Refusal.Input("missing-field", "file"), run.State, catalog);
        var request = new ActRequest
        {
            CommandId = commandId ?? Guid.CreateVersion7(),
            Act = "attach",
            Task = Empty(task),
            Name = name,
            For = Empty(@for),
            At = Empty(at),
            Via = Empty(via),
        };
        var (act, wrong) = ActReading.Common(request, new Attach { Task = request.Task, Name = name ?? "" });
        if (act is null)
            return RunsApi.Refused(wrong!, run.State, catalog);
        return RunsApi.Answer(await files.HandleAsync(id, await UploadedFile.OfAsync(file, cancellation), (Attach)act, RunsApi.Acting(reader), ifVersion, cancellation), catalog);
    }

    /// <summary>A field that would be passed over was meant to say something.</summary>
    private static string? Unknown(IFormCollection form) =>
        form.Keys.Concat(form.Files.Select(file => file.Name)).FirstOrDefault(name => !Fields.Contains(name)) is { } unknown ? $"There is no field {ActReading.Echo(unknown)} here."
        : form.Files.Count > 1 ? "One request attaches one file."
        : null;

    /// <summary>To be kept, never to be shown in the page's place: what people upload is not ours.</summary>
    private static async Task<IResult> ServeAsync(Run? run, string hash, AttachFile files, HttpContext context)
    {
        if (run is null || RunsApi.Reader(context, run.Launch) is null)
            return RunsApi.NoSuch("run");
        if (await files.FindAsync(run, hash, context.RequestAborted) is not var (file, name))
            return RunsApi.NoSuch("attachment");
        if (Convert.ToHexStringLower(SHA256.HashData(file.Content)) != hash)
            return Problems.Of(409, "attachment-altered", "This file is not what was attached.", "Its bytes were changed after the journal took its hash. Ask who attached it for the original, and tell the administrator.");
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Content, file.ContentType, name);
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
