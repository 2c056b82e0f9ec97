using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Testing;

/// <summary>A mail that the sink took.</summary>
/// <param name="To">The envelope's recipient.</param>
/// <param name="Raw">Headers and body as they came.</param>
public sealed record SunkMail(string To, string Raw)
{
    /// <summary>A header's value, unfolded; empty where it is not there.</summary>
    public string Header(string name) =>
        Raw[..Raw.IndexOf("\n\n", StringComparison.Ordinal)].Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Split('\n')
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    /// <summary>The text, decoded where it came in base64 or quoted-printable.</summary>
    public string Body
    {
        get
        {
            var body = Raw[(Raw.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
            return Header("Content-Transfer-Encoding") switch
            {
                "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal))),
                "quoted-printable" => Unquoted(body),
                _ => body,
            };
        }
    }

    private static string Unquoted(string body)
    {
        var bytes = new List<byte>();
        var text = body.Replace("=\n", "", StringComparison.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=' && at + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Add((byte)text[at]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>A mail server that takes everything and delivers nothing: real SMTP over TCP (EHLO, MAIL, RCPT, DATA), without TLS.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<SunkMail> mails = [];
    private readonly SemaphoreSlim news = new(0);
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What is said to a recipient; a code of 4 or 5 refuses him. Everybody is taken unless said.</summary>
    public Func<string, string> AnswerTo { get; set; } = _ => "250 ok";

    /// <summary>What has to happen before a mail is said to be taken.</summary>
    public Func<SunkMail, Task> BeforeTaking { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<SunkMail> Mails
    {
        get
        {
            lock (mails)
                return [.. mails];
        }
    }

    /// <summary>The first mail that fits, as soon as it came.</summary>
    public async Task<SunkMail> MailAsync(Func<SunkMail, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Mails.FirstOrDefault(fits) is { } mail)
                return mail;
            await news.WaitAsync(patience.Token);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await listener.AcceptTcpClientAsync(stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 sink");
                var to = "";
                while (await reader.ReadLineAsync(stopping.Token) is { } line)
                {
                    var word = line.Split(' ', ':')[0].ToUpperInvariant();
                    if (word == "RCPT")
                    {
                        to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                        await writer.WriteLineAsync(AnswerTo(to));
                    }
                    else if (word == "DATA")
                    {
                        await writer.WriteLineAsync("354 go on");
                        // Whoever was killed in the middle of a mail has sent none.
                        if (await DataAsync(reader) is not { } raw)
                            return;
                        var mail = new SunkMail(to, raw);
                        await BeforeTaking(mail);
                        Take(mail);
                        await writer.WriteLineAsync("250 taken");
                    }
                    else
                    {
                        await writer.WriteLineAsync(word == "QUIT" ? "221 bye" : "250 ok");
                        if (word == "QUIT")
                            return;
                    }
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever sent it was killed.
        }
    }

    /// <summary>A mail up to its end; null when that does not come.</summary>
    private async Task<string?> DataAsync(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            if (line == ".")
                return raw.ToString();
            raw.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        }
        return null;
    }

    private void Take(SunkMail mail)
    {
        lock (mails)
            mails.Add(mail);
        news.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
        news.Dispose();
    }
}
