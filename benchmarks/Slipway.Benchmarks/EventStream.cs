using System.Diagnostics;
using System.Text;

namespace Slipway.Benchmarks;

/// <summary>Server-sent events as a browser reads them, with what they cost on the wire.</summary>
internal sealed class EventStream(Stream body) : IAsyncDisposable
{
    private byte[] buffer = new byte[64 * 1024];
    private int filled;

    public static async Task<EventStream> OpenAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        return new(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    }

    /// <summary>The next event with an id: the id, its bytes, and when its last byte came.</summary>
    public async Task<(string Id, int Length, long At)> NextAsync()
    {
        while (true)
        {
            if (buffer.AsSpan(0, filled).IndexOf("\n\n"u8) is >= 0 and var end)
            {
                var at = Stopwatch.GetTimestamp();
                var (id, length) = (IdOf(buffer.AsSpan(0, end)), end + 2);
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
                if (id is not null)
                    return (id, length, at);
                continue;
            }
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * filled);
            var read = await body.ReadAsync(buffer.AsMemory(filled));
            filled += read > 0 ? read : throw new EndOfStreamException("The server ended the stream.");
        }
    }

    private static string? IdOf(ReadOnlySpan<byte> text)
    {
        foreach (var line in text.Split((byte)'\n'))
        {
            if (text[line].StartsWith("id: "u8))
                return Encoding.UTF8.GetString(text[line]["id: "u8.Length..]);
        }
        return null;
    }

    public ValueTask DisposeAsync() => body.DisposeAsync();
}
