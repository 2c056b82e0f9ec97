using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Features.Cutover.Automation;

/// <summary>HAProxy would not, or could not be reached.</summary>
public sealed class HaProxyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>HAProxy's runtime API (management guide, section 9.3): a line of commands, an answer, the end of the connection.</summary>
public sealed class HaProxy(string socket)
{
    /// <summary>Weights reach this far.</summary>
    public const int LargestWeight = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The servers of a backend with what HAProxy has counted of them.</summary>
    public async Task<IReadOnlyDictionary<string, HaProxyServer>> ServersAsync(string backend, CancellationToken cancellation)
    {
        var lines = (await SayAsync("show stat", cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines.FirstOrDefault(line => line.StartsWith('#')) ?? throw new HaProxyException($"{socket} answers as no HAProxy does: {First(lines)}");
        var columns = header.TrimStart('#', ' ').Split(',').Select((name, place) => (name, place)).Where(column => column.name.Length > 0).ToDictionary(column => column.name, column => column.place);
        return lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(','))
            .Where(cells => cells[columns["pxname"]] == backend && cells[columns["svname"]] is not ("FRONTEND" or "BACKEND"))
            .Select(cells => new HaProxyServer(
                cells[columns["svname"]],
                cells[columns["status"]],
                (int)Sum(cells, "weight"),
                Sum(cells, "hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx"),
                Sum(cells, "hrsp_5xx", "econ", "eresp")))
            .ToDictionary(server => server.Name);

        long Sum(string[] cells, params string[] names) =>
            names.Sum(name => columns.TryGetValue(name, out var place) && long.TryParse(cells[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
    }

    /// <summary>Weights of servers, set in one go.</summary>
    public async Task WeighAsync(string backend, IReadOnlyDictionary<string, int> weights, CancellationToken cancellation)
    {
        var answer = await SayAsync(string.Join(';', weights.Select(pair => $"set server {backend}/{pair.Key} weight {pair.Value.ToString(CultureInfo.InvariantCulture)}")), cancellation);
        if (answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() is { } refused)
            throw new HaProxyException($"HAProxy refused: {refused}");
    }

    /// <summary>Takes servers out of maintenance and draining.</summary>
    public async Task ReadyAsync(string backend, IEnumerable<string> servers, CancellationToken cancellation) =>
        await SayAsync(string.Join(';', servers.Select(server => $"set server {backend}/{server} state ready")), cancellation);

    private async Task<string> SayAsync(string commands, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(Patience);
        try
        {
            using var connection = await ConnectAsync(over.Token);
            await connection.SendAsync(Encoding.ASCII.GetBytes(commands + "\n"), over.Token);
            await using var stream = new NetworkStream(connection);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadToEndAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HaProxyException($"HAProxy did not answer at {socket} within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception away) when (away is SocketException or IOException)
        {
            throw new HaProxyException($"HAProxy cannot be reached at {socket}: {away.Message}", away);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        if (socket.StartsWith('/'))
        {
            var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await local.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
            return local;
        }
        if (socket.LastIndexOf(':') is not (> 0 and var colon) || !int.TryParse(socket[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw new HaProxyException($"“{socket}” is neither a full path nor host:port.");
        var remote = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await remote.ConnectAsync(socket[..colon], port, cancellation);
        return remote;
    }

    private static string First(string[] lines) => lines.FirstOrDefault("nothing");
}

/// <summary>A server of a backend.</summary>
/// <param name="Status">As HAProxy says: <c>UP</c>, <c>no check</c>, <c>DOWN</c>, <c>MAINT</c> …</param>
/// <param name="Good">Answers that were no errors, since HAProxy began.</param>
/// <param name="Bad">Answers that were errors (5xx), connections that were refused and answers that broke.</param>
public sealed record HaProxyServer(string Name, string Status, int Weight, long Good, long Bad)
{
    public bool IsUp => Status.StartsWith("UP", StringComparison.Ordinal) || Status == "no check";
}
