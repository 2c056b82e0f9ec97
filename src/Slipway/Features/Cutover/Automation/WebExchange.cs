using System.Net;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>One request and its answer, held against what the plan expects.</summary>
internal static class WebExchange
{
    /// <summary>How it ended, and the answer if one came.</summary>
    /// <param name="calls">Makes the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="expect">What its answer has to be like.</param>
    /// <param name="cookies">Those of a journey.</param>
    /// <param name="context">Fills in what is expected, and keeps what is said.</param>
    /// <param name="before">What stands before the line that is kept.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<(WorkEnd End, WebAnswer? Answer)> AskAsync(WebCalls calls, WebRequest request, HttpExpectation expect, CookieContainer? cookies, WorkContext context, string before, CancellationToken cancellation)
    {
        // Before it is sent: what cannot be filled in must not be found out afterwards.
        var filled = expect with { Json = Fill(expect.Json, context), Headers = Fill(expect.Headers, context), Body = expect.Body is { } body ? context.Fill(body) : null };
        var limited = request.Method.OnlyAsks && expect.Within is { } within ? request with { AtMost = within.Nominal.ToTimeSpan() } : request;
        switch (await calls.SendAsync(limited, cookies, cancellation))
        {
            case WebEnd.Answered { Answer: var answer }:
                context.Output.Say($"{before}{request.Line}: {answer.Code} in {answer.Milliseconds} ms");
                var unmet = Expectations.Unmet(filled, answer);
                foreach (var difference in unmet)
                    context.Output.Say(difference);
                var said = $"{request.Line}: {answer.Code}";
                if (unmet.Count == 0)
                    return (WorkEnd.Succeeded(said), answer);
                said += $", {string.Join("; ", unmet)}";
                return (IsNone(answer.Code) ? WorkEnd.Unanswered(said) : WorkEnd.Failed(said), answer);
            case WebEnd.NotSent { Why: var why }:
                context.Output.Say($"{before}{request.Line}: not sent: {why}");
                return (WorkEnd.Unanswered($"{request.Line} was not sent: {why}"), null);
            case WebEnd.NoAnswer { Why: var why }:
                context.Output.Say($"{before}{request.Line}: {why}");
                var silence = $"{request.Line} got no answer: {why}";
                return (request.Method.OnlyAsks ? WorkEnd.Unanswered(silence) : WorkEnd.Lost(silence), null);
            default:
                throw new InvalidOperationException("A request is answered, not sent, or not answered.");
        }
    }

    /// <summary>Whether the server, or a proxy before it, says that it cannot answer now: that is not the answer to what was asked.</summary>
    private static bool IsNone(int code) => code is >= 500 or 408 or 425 or 429;

    private static IReadOnlyList<KeyValuePair<string, string>> Fill(IReadOnlyList<KeyValuePair<string, string>> pairs, WorkContext context) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, context.Fill(pair.Value)))];
}
