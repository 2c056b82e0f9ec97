using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>Officers who look at applications all the time, through the service's public address.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Officers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource over = new();
    private readonly ConcurrentQueue<string> failed = new();
    private readonly Channel<(string Release, bool Good)> answers = Channel.CreateUnbounded<(string, bool)>();
    private readonly Task looking;
    private int requests;

    private Load(Uri service) => looking = Task.WhenAll(Enumerable.Range(0, Officers).Select(officer => LookAsync(service, officer)));

    public static Load On(Uri service) => new(service);

    /// <summary>Waits until a hundred answers in a row come from a release.</summary>
    public Task IsServedByAsync(string release) => InARowAsync(100, answer => answer.Release == release);

    /// <summary>Waits until so many good answers in a row have come.</summary>
    public Task HasNoErrorsForAsync(int answersInARow) => InARowAsync(answersInARow, answer => answer.Good);

    public async Task<(int Requests, IReadOnlyCollection<string> Failed)> EndAsync()
    {
        await over.CancelAsync();
        await looking;
        return (requests, failed);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        over.Dispose();
    }

    private async Task InARowAsync(int count, Func<(string Release, bool Good), bool> isSo)
    {
        // What was answered before is not asked about.
        while (answers.Reader.TryRead(out _)) { }
        using var patience = new CancellationTokenSource(Patience);
        for (var row = 0; row < count;)
            row = isSo(await answers.Reader.ReadAsync(patience.Token)) ? row + 1 : 0;
    }

    private async Task LookAsync(Uri service, int officer)
    {
        using var client = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("Cookie", "usct-officer=officer");
        for (var at = officer; !over.IsCancellationRequested; at += Officers)
        {
            // Every case that the pilot left but those that came invented: one in four of the numbers has none.
            var number = 11 + (at % 230);
            if (number % 4 == 0)
                continue;
            await AskAsync(client, $"/applications/A-{number:0000}");
        }
    }

    private async Task AskAsync(HttpClient client, string path)
    {
        Interlocked.Increment(ref requests);
        try
        {
            using var answer = await client.GetAsync(path);
            if (!answer.IsSuccessStatusCode)
                failed.Enqueue($"{path}: {(int)answer.StatusCode} of {Release(answer)}");
            answers.Writer.TryWrite((Release(answer), answer.IsSuccessStatusCode));
        }
        catch (HttpRequestException away)
        {
            failed.Enqueue($"{path}: {away.Message}");
            answers.Writer.TryWrite(("", false));
        }
    }

    private static string Release(HttpResponseMessage answer) => answer.Headers.TryGetValues("X-Release", out var release) ? release.First() : "";
}
