using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Web;

/// <summary>How the API refuses: problem details (RFC 9457) whose type names the refusal, so that a program can tell them apart.</summary>
public static class Problems
{
    private const string Prefix = "urn:slipway:problem:";

    /// <summary>Of an act whose answer was lost with the database nobody knows whether it was written; with its id it never is twice.</summary>
    private const string SendAgain = "What was acknowledged stays. Send the same again in a few seconds, an act with the same commandId: it is never done twice.";

    /// <param name="status">The HTTP status.</param>
    /// <param name="name">The refusal's stable name in kebab case: <c>not-your-task</c>.</param>
    /// <param name="title">What is wrong.</param>
    /// <param name="detail">What to do next.</param>
    /// <param name="values">What the refusal is about, for programs.</param>
    public static ProblemHttpResult Of(int status, string name, string title, string detail, IDictionary<string, object?>? values = null) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: status, type: Prefix + name, extensions: values);

    internal static void AddSlipwayProblems(this IServiceCollection services) => services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            return;
        if (DatabaseAway.Is(context.Exception))
        {
            context.HttpContext.Response.Headers.RetryAfter = $"{DatabaseAway.RetryAfterSeconds}";
            (problem.Type, problem.Title, problem.Detail) = (Prefix + "database-away", "The database does not answer.", SendAgain);
            return;
        }
        var (name, detail) = Known(problem.Status ?? 500);
        problem.Type = Prefix + name;
        problem.Detail = UnreadableRequest.Explain(context.Exception) is { } why ? $"{why} Compare the request with /openapi/v1.json." : problem.Detail ?? detail;
    });

    /// <summary>The name and the next step of a status that nobody explained.</summary>
    private static (string Name, string Detail) Known(int status) => status switch
    {
        400 => ("unreadable", "Compare the request with /openapi/v1.json: a field is unknown, missing, or not of its type."),
        401 => ("no-token", "Send a token: Authorization: Bearer …; slipway token create makes one."),
        403 => ("not-allowed", "The token's role does not allow this; ask the administrator for another."),
        404 => ("not-found", "Check the address and the id."),
        405 => ("wrong-method", "See /openapi/v1.json for the methods of this address."),
        413 => ("too-large", "Send less than the limit; attach large things as a link."),
        415 => ("wrong-kind", "See /openapi/v1.json for what this address takes."),
        429 => ("too-many", "Wait for the seconds in Retry-After, then go on more slowly."),
        >= 500 => ("our-fault", "What was saved stays saved. Try again; report the traceId if it fails again."),
        _ => ("refused", "See /openapi/v1.json."),
    };
}
