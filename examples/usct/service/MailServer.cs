using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Usct;

/// <summary>Takes every mail and keeps it as a file to open; delivers nothing. For one machine that plays a whole ministry.</summary>
public static class MailServer
{
    private const int LongestMail = 5_000_000;

    public static async Task<int> RunAsync(int port, string folder)
    {
        Directory.CreateDirectory(folder);
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
            _ = TalkAsync(await listener.AcceptTcpClientAsync(), folder);
    }

    private static async Task TalkAsync(TcpClient client, string folder)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 usct");
                while (await reader.ReadLineAsync() is { } line)
                {
                    switch (line.Split(' ', ':')[0].ToUpperInvariant())
                    {
                        case "DATA":
                            await writer.WriteLineAsync("354 go on");
                            await KeepAsync(reader, folder);
                            await writer.WriteLineAsync("250 kept");
                            break;
                        case "QUIT":
                            await writer.WriteLineAsync("221 bye");
                            return;
                        default:
                            await writer.WriteLineAsync("250 usct");
                            break;
                    }
                }
            }
            catch (IOException)
            {
                // The sender went away.
            }
        }
    }

    private static async Task KeepAsync(StreamReader reader, string folder)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != "." && mail.Length < LongestMail)
            mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        var name = Path.Combine(folder, $"{DateTime.UtcNow:yyyyMMdd-HHmmss-fffffff}-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(name + ".part", mail.ToString(), Encoding.Latin1);
        File.Move(name + ".part", name + ".eml");
    }
}
