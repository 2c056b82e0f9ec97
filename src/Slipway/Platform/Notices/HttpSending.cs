using System.Net;
using System.Text;

namespace Slipway.Platform.Notices;

/// <summary>Asks a provider over HTTP: with patience of its own, without following it elsewhere, and reading no more of the answer than is kept.</summary>
internal sealed class HttpSending : IDisposable
{
    private const int LongestAnswer = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The status and what was said; no status where nobody answered.</summary>
    public async Task<(HttpStatusCode? Status, string Said)> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            var bytes = new byte[LongestAnswer];
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token);
            return (answer.StatusCode, Encoding.UTF8.GetString(bytes, 0, length).Replace('\0', ' ').Trim());
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, away is OperationCanceledException ? $"{request.RequestUri?.Host} did not answer within {Patience.TotalSeconds} s." : away.Message);
        }
    }

    /// <summary>Whether asking again would not help: what was sent is wrong, and neither is it too much nor too early.</summary>
    public static bool IsFinal(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Conflict or (HttpStatusCode)425);

    public void Dispose() => client.Dispose();
}
