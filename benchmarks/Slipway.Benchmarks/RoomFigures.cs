using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Benchmarks;

/// <summary>What the room of a 300-task run costs on the wire: at first view everything that the page refers to, then each act.</summary>
internal static partial class RoomFigures
{
    private const int Acts = 30;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        await using var room = await MadeUpRoom.OpenAsync(300);
        // A run that has been going on for a while: some tasks done, some under way, a full log.
        for (var act = 0; act < 81; act++)
            await room.ActAsync();
        var parts = await FirstViewAsync(room.Client);
        var acts = await ActsAsync(room);
        return
        [
            new("the room of a 300-task run, first view", parts.Sum(part => part.Length) / 1000.0, 90, "kB on the wire", string.Join(", ", parts.Select(part => $"{part.Name} {part.Length / 1000.0:0.0}"))),
            new("each act after that, with what it means for the finish", acts.Average() / 1000, 4, "kB on the wire", $"mean of {acts.Count} acts; median {Turns.Median(acts) / 1000:0.0}"),
            new("the largest of these acts", acts.Max() / 1000, 4, "kB on the wire", ""),
        ];
    }

    private static async Task<List<(string Name, int Length)>> FirstViewAsync(HttpClient client)
    {
        var parts = new List<(string Name, int Length)>();
        var (waiting, known) = (new Queue<string>([MadeUpRoom.Page]), new HashSet<string>());
        while (waiting.TryDequeue(out var address))
        {
            var (text, length) = await FetchAsync(client, address);
            parts.Add((parts.Count == 0 ? "page" : Path.GetFileName(address), length));
            foreach (Match match in Referred().Matches(text))
            {
                var to = new Uri(new Uri(client.BaseAddress!, address), match.Groups["to"].Value).PathAndQuery;
                if (known.Add(to))
                    waiting.Enqueue(to);
            }
        }
        return parts;
    }

    /// <summary>The text, and its length as it came with its headers.</summary>
    private static async Task<(string Text, int Length)> FetchAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var answer = await client.SendAsync(request);
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        var headers = answer.Headers.Concat(answer.Content.Headers).Sum(header => header.Value.Sum(value => header.Key.Length + value.Length + 4));
        using Stream plain = answer.Content.Headers.ContentEncoding.FirstOrDefault() switch
        {
            "br" => new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
            "gzip" => new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return (await reader.ReadToEndAsync(), bytes.Length + headers);
    }

    /// <summary>Bytes that come between one act and the next, further apart than the second in which a room changes once.</summary>
    private static async Task<List<double>> ActsAsync(MadeUpRoom room)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await room.LiveAddressAsync()) { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var answer = await room.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var received = 0L;
        var reading = Task.Run(async () =>
        {
            var buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer) is > 0 and var read)
                Interlocked.Add(ref received, read);
        });
        await Task.Delay(TimeSpan.FromSeconds(3));
        var acts = new List<double>();
        for (var act = 0; act < Acts; act++)
        {
            var before = Interlocked.Read(ref received);
            await room.ActAsync();
            await Task.Delay(TimeSpan.FromSeconds(2.2));
            acts.Add(Interlocked.Read(ref received) - before);
        }
        return acts;
    }

    [GeneratedRegex("""(?:<link [^>]*href=|<script [^>]*src=|url\(|@import )["']?(?<to>[^"')>]+)""")]
    private static partial Regex Referred();
}
