using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Makes one request and looks at its answer. The key goes along as <c>Idempotency-Key</c>, so that what it acts on can tell a repetition.</summary>
public sealed class HttpWorker(WebCalls calls) : IWorker
{
    public WorkKind Kind => WorkKind.Http;

    public async Task<WorkEnd> DoAsync(WorkSettings settings, WorkContext context, CancellationToken cancellation)
    {
        var http = (HttpSettings)settings;
        var request = new WebRequest(http.Method, WebRequest.AddressOf(context.Fill(http.Url)))
        {
            Headers = WebRequest.HeadersOf(http.Headers, context.Key, context.Fill),
            Body = http.Body is null ? null : context.Fill(http.Body),
            BodyIs = http.Body?.TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain; charset=utf-8",
            FollowsRedirects = http.FollowsRedirects,
        };
        var (end, _) = await WebExchange.AskAsync(calls, request, http.Expect, cookies: null, context, before: "", cancellation);
        return end;
    }
}
