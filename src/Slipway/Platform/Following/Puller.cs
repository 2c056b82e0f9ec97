using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;

namespace Slipway.Platform.Following;

/// <summary>Asks the main one for what is not here, and writes each answer in one transaction: all of it or nothing.</summary>
internal sealed class Puller : IDisposable
{
    /// <summary>Between two bytes of an answer; an answer itself may take as long as it is large.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly FollowWish wish;
    private readonly SqliteConnection sqlite;
    private readonly IReadOnlyList<FollowedTable> tables;
    private readonly IReadOnlyList<string> level, journalColumns;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience, AutomaticDecompression = DecompressionMethods.All }) { Timeout = Timeout.InfiniteTimeSpan };
    private string? session;
    private long seen;

    public Puller(DatabasePlace place, FollowWish wish)
    {
        this.wish = wish;
        sqlite = SqliteFile.Open(place.DatabaseFile, SqliteOpenMode.ReadWrite);
        // Rows come in an order in which each is there before what refers to it only at the end.
        SqliteFile.Rows(sqlite, SqliteConnections.Pragmas + "PRAGMA foreign_keys=OFF;");
        tables = FollowedTable.All(sqlite);
        level = SqliteFile.Level(place.DatabaseFile);
        journalColumns = SqliteFile.Rows(sqlite, $"SELECT name FROM pragma_table_info('{FollowedTable.Journal}') ORDER BY cid");
    }

    /// <summary>One question and its answer.</summary>
    /// <param name="at">Where this one is reached; empty while it is not.</param>
    /// <param name="generation">The greatest that it knows.</param>
    /// <exception cref="RefusedPullException">It said no.</exception>
    public async Task<Pulled> PullAsync(string at, long generation, CancellationToken cancellation)
    {
        var request = new PullRequest
        {
            At = at,
            Generation = generation,
            Level = level,
            Session = session,
            Seen = seen,
            Streams = session is null ? Streams() : null,
            Rows = session is null ? tables.ToDictionary(table => table.Name, Known) : null,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(wish.Url, FollowApi.PullRoute)) { Content = JsonContent.Create(request, options: SlipwayJson.Options) };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", wish.ReadToken());
        using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (answer.StatusCode == HttpStatusCode.Gone && session is not null)
        {
            // It was started again, and knows nothing of what was said before.
            session = null;
            return await PullAsync(at, generation, cancellation);
        }
        if (!answer.IsSuccessStatusCode)
            throw await RefusedPullException.OfAsync(answer, wish.Url, patience.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        return await TakeAsync(lines, patience);
    }

    private async Task<Pulled> TakeAsync(StreamReader lines, CancellationTokenSource patience)
    {
        var hello = (await NextAsync(lines, patience)).Hello ?? throw new JsonException("it did not greet");
        var (streams, rows) = (new HashSet<string>(StringComparer.Ordinal), 0);
        using var writer = new PulledRows(sqlite, tables, journalColumns);
        while (true)
        {
            var line = await NextAsync(lines, patience);
            if (line.End is { } end)
            {
                writer.Commit();
                (session, seen) = (hello.Session, hello.Number);
                return new(hello.Generation, hello.Sample, end.Behind, streams, rows);
            }
            rows++;
            if (writer.Take(line) is { } stream)
                streams.Add(stream);
        }
    }

    private static async Task<PulledLine> NextAsync(StreamReader lines, CancellationTokenSource patience)
    {
        patience.CancelAfter(Patience);
        var line = await lines.ReadLineAsync(patience.Token) ?? throw new IOException("the answer was cut off");
        return JsonSerializer.Deserialize<PulledLine>(line, SlipwayJson.Options) ?? throw new JsonException("an empty line");
    }

    private Dictionary<string, StreamEnd> Streams()
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = $"SELECT stream, max(version), hash FROM {FollowedTable.Journal} GROUP BY stream";
        using var reader = command.ExecuteReader();
        var streams = new Dictionary<string, StreamEnd>(StringComparer.Ordinal);
        while (reader.Read())
            streams[reader.GetString(0)] = new(reader.GetInt64(1), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(2)));
        return streams;
    }

    private IReadOnlyDictionary<string, string> Known(FollowedTable table) =>
        table.Rows(sqlite).ToDictionary(row => FollowSession.Text(row.Key), row => FollowSession.Text(row.Content));

    public void Dispose()
    {
        sqlite.Dispose();
        client.Dispose();
    }
}

/// <param name="Generation">The main one's.</param>
/// <param name="Sample">Whether everybody chooses there who they are.</param>
/// <param name="Behind">How many entries it has that did not come yet.</param>
/// <param name="Streams">Those in which something happened.</param>
/// <param name="Rows">How many lines came.</param>
internal sealed record Pulled(long Generation, bool Sample, long Behind, IReadOnlyCollection<string> Streams, int Rows);

/// <summary>The main one, or what stands in its place, said no.</summary>
internal sealed class RefusedPullException(string message, bool forGood) : Exception(message)
{
    /// <summary>Whether it says no as long as nobody changes something.</summary>
    public bool ForGood => forGood;

    public static async Task<RefusedPullException> OfAsync(HttpResponseMessage answer, Uri url, CancellationToken cancellation)
    {
        var status = (int)answer.StatusCode;
        if (status == 401)
            return new($"{url} does not know this token, or it was revoked; make one there: slipway token create --name second --role administrator", forGood: true);
        try
        {
            var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            return new($"{url} refuses: {problem.GetProperty("title").GetString()} {problem.GetProperty("detail").GetString()}", status is 403 or 409 or 422);
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new($"{url} answers {status}, and not as a Slipway of this version does; look at the address and the versions.", status is 404 or 405 or (>= 300 and < 400));
        }
    }
}
