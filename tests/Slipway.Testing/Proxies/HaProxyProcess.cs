using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Testing.Proxies;

/// <summary>Debian's HAProxy in front of servers on loopback, with an administration socket. Without it those tests are skipped.</summary>
public sealed class HaProxyProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly Process process;
    private readonly TemporaryFolder folder;
    private readonly ConcurrentQueue<string> words = [];

    private HaProxyProcess(Process process, TemporaryFolder folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    public static bool Installed => File.Exists(Program);

    /// <summary>What it wrote: when it took which server for down or up.</summary>
    public IReadOnlyCollection<string> Said => words;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its administration socket.</summary>
    public string AdminSocket => Path.Combine(folder.Path, "admin.sock");

    public const string Backend = "service";

    /// <summary>Starts it with servers by name, address and weight; returns when it answers.</summary>
    public static async Task<HaProxyProcess> StartAsync(params (string Name, Uri Address, int Weight)[] servers)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        var lines = servers.Select(server => string.Create(CultureInfo.InvariantCulture, $"    server {server.Name} {server.Address.Host}:{server.Address.Port} weight {server.Weight} check inter 500ms"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "haproxy.cfg"), $"""
            global
                stats socket {folder.Path}/admin.sock mode 600 level admin
                maxconn 4000
            defaults
                mode http
                timeout connect 2s
                timeout client 60s
                timeout server 60s
                retries 3
                option redispatch
            frontend front
                bind 127.0.0.1:{port}
                default_backend {Backend}
            backend {Backend}
                balance roundrobin
            {string.Join('\n', lines)}

            """);
        return await StartAsync(Path.Combine(folder.Path, "haproxy.cfg"), new Dictionary<string, string>(), folder, port);
    }

    /// <summary>Starts it with the file that operators are given, in front of nodes on loopback.</summary>
    public static Task<HaProxyProcess> StartAsync(string configuration, IReadOnlyList<Uri> nodes)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        var names = nodes.Select((node, number) => ($"SLIPWAY_{number + 1}", node.Authority)).Append(("SLIPWAY_BIND", $"127.0.0.1:{port}")).Append(("SLIPWAY_ADMIN", $"{folder.Path}/admin.sock"));
        return StartAsync(configuration, names.ToDictionary(name => name.Item1, name => name.Item2), folder, port);
    }

    private static async Task<HaProxyProcess> StartAsync(string configuration, Dictionary<string, string> names, TemporaryFolder folder, int port)
    {
        var start = new ProcessStartInfo(Program, ["-db", "-f", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in names)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var proxy = new HaProxyProcess(process, folder, new Uri($"http://127.0.0.1:{port}"));
        process.OutputDataReceived += (_, line) => proxy.words.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {line.Data}");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await proxy.AnswersAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    /// <summary>By its socket: a port of loopback that nobody listens on may connect to itself.</summary>
    private async Task AnswersAsync()
    {
        var until = Stopwatch.StartNew();
        while (true)
        {
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await client.ConnectAsync(new UnixDomainSocketEndPoint(AdminSocket));
                return;
            }
            catch (SocketException) when (until.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited)
            {
                await Task.Yield();
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
