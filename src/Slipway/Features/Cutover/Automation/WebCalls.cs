using System.Diagnostics;
using System.Net;
using System.Text;
using Slipway.Planning.Automation;

namespace Slipway.Features.Cutover.Automation;

/// <summary>Makes the requests of automated work: one client for all, which knows no cookies and goes nowhere by itself.</summary>
public sealed class WebCalls : IDisposable
{
    /// <summary>Of a body no more is read.</summary>
    internal const int MostBytes = 1024 * 1024;

    private const int MostRedirects = 10;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(10);

    /// <summary>Whatever the plan says, nothing is waited for longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private readonly Lazy<HttpClient> client = new(Make);

    /// <summary>Throws only when it is stopped before anything was sent, or when nothing can have come of what was.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cookies">Those of a journey; null to send and keep none.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<WebEnd> SendAsync(WebRequest request, CookieContainer? cookies, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var limit = request.AtMost is { } most && most < Longest ? most : Longest;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(limit);
        for (var redirects = 0; ; redirects++)
        {
            var end = await SendAsync(request, cookies, began, limit, over.Token, cancellation);
            if (end is not WebEnd.Answered { Answer: var answer } || !request.FollowsRedirects || redirects == MostRedirects || Next(request, answer) is not { } next)
                return end;
            request = next;
        }
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private static HttpClient Make() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ToConnect,
        // Names may come to mean other machines, in the night of all nights.
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        ActivityHeadersPropagator = null,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private async Task<WebEnd> SendAsync(WebRequest request, CookieContainer? cookies, long began, TimeSpan limit, CancellationToken over, CancellationToken cancellation)
    {
        using var message = Message(request, cookies);
        var content = message.Content as WatchedContent;
        try
        {
            using var response = await client.Value.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, over);
            Keep(cookies, request.Address, response);
            var (body, isWhole) = await ReadAsync(response, over);
            return new WebEnd.Answered(new WebAnswer(response.StatusCode, HeadersOf(response), body, isWhole, Stopwatch.GetElapsedTime(began), request.Address));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && (request.Method.OnlyAsks || content is not { WasSent: true }))
        {
            throw;
        }
        catch (OperationCanceledException stopped)
        {
            var why = cancellation.IsCancellationRequested ? "stopped while the answer was waited for"
                : stopped.InnerException is TimeoutException ? $"no connection within {ToConnect.TotalSeconds:0} s"
                : $"no answer within {limit.TotalSeconds:0.###} s";
            return End(content, why);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return End(content, broken.GetBaseException().Message);
        }
    }

    /// <summary>What only asks has no content to watch; whether it was sent makes no difference.</summary>
    private static WebEnd End(WatchedContent? content, string why) => content is { WasSent: false } ? new WebEnd.NotSent(why) : new WebEnd.NoAnswer(why);

    private static HttpRequestMessage Message(WebRequest request, CookieContainer? cookies)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method.Word), request.Address);
        // Also without a body: what has a content is never sent again by the client itself.
        if (request.Body is not null || !request.Method.OnlyAsks)
        {
            message.Content = new WatchedContent(Encoding.UTF8.GetBytes(request.Body ?? ""));
            if (request.Body is not null)
                message.Content.Headers.TryAddWithoutValidation("Content-Type", request.BodyIs);
        }
        foreach (var (name, value) in request.Headers)
        {
            if (message.Headers.TryAddWithoutValidation(name, value) || message.Content is null)
                continue;
            message.Content.Headers.Remove(name);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }
        if (!message.Headers.Contains("User-Agent"))
            message.Headers.TryAddWithoutValidation("User-Agent", "Slipway");
        if (cookies?.GetCookieHeader(request.Address) is { Length: > 0 } known)
            message.Headers.TryAddWithoutValidation("Cookie", known);
        return message;
    }

    private static void Keep(CookieContainer? cookies, Uri address, HttpResponseMessage response)
    {
        if (cookies is null || !response.Headers.TryGetValues("Set-Cookie", out var set))
            return;
        foreach (var cookie in set)
        {
            try
            {
                cookies.SetCookies(address, cookie);
            }
            catch (CookieException)
            {
                // A browser would leave it out too.
            }
        }
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadAsync(HttpResponseMessage response, CancellationToken over)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(over);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, over) is > 0 and var read)
        {
            kept.Write(buffer, 0, Math.Min(read, MostBytes - (int)kept.Length));
            if (kept.Length == MostBytes)
                return (kept.ToArray(), IsWhole: false);
        }
        return (kept.ToArray(), IsWhole: true);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name] = values.ToString();
        return headers;
    }

    /// <summary>The request to which an answer leads; null where it leads nowhere that may be followed.</summary>
    /// <remarks>Another server gets none of the headers, which were not meant for it; what was asked in secret is not asked in clear.</remarks>
    private static WebRequest? Next(WebRequest request, WebAnswer answer)
    {
        if (answer.Code is not (301 or 302 or 303 or 307 or 308) || !answer.Headers.TryGetValue("Location", out var location) || !Uri.TryCreate(request.Address, location, out var next))
            return null;
        if (next.Scheme is not ("http" or "https") || (request.Address.Scheme == "https" && next.Scheme == "http") || next.UserInfo.Length > 0)
            return null;
        var isSame = answer.Code is 307 or 308 || request.Method.OnlyAsks;
        var isAtHome = Uri.Compare(request.Address, next, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return request with
        {
            Address = next,
            Method = isSame ? request.Method : HttpVerb.Get,
            Body = isSame ? request.Body : null,
            Headers = isAtHome ? request.Headers : [.. request.Headers.Where(header => header.Key == WebRequest.KeyHeader)],
        };
    }

    /// <summary>Knows whether it was written: until then nothing has left.</summary>
    private sealed class WatchedContent(byte[] bytes) : HttpContent
    {
        public bool WasSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            WasSent = true;
            return stream.WriteAsync(bytes, cancellationToken).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
