using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Testing.Databases;

/// <summary>Debian's PostgreSQL in a temporary folder on a free port; it can be stopped and started again.</summary>
public sealed class PostgresCluster : IDisposable
{
    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static readonly string? User = Environment.UserName == "root" ? "postgres" : null;

    private readonly string folder = Directory.CreateTempSubdirectory("slipway-postgres-").FullName;
    private readonly string data;
    private readonly int port = FreePort();
    private readonly bool isDurable;

    /// <param name="isDurable">Whether a commit waits for the disk, as in real use; tests do not need that.</param>
    public PostgresCluster(bool isDurable = false)
    {
        this.isDurable = isDurable;
        if (User is not null)
            Run(null, "chown", User, folder);
        data = Path.Combine(folder, "data");
        Run(User, At("initdb"), "-A", "trust", "-U", "postgres", "--no-sync", "-D", data);
        Start();
    }

    /// <summary>Where the newest of the installed versions has its programs; null without any.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    /// <summary>An empty database: its connection string.</summary>
    public string NewDatabase(string name)
    {
        Run(User, At("createdb"), "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", name);
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database={name}";
    }

    public void Say(string database, string sql) =>
        Run(User, At("psql"), "-q", "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-d", database, "-c", sql);

    public void Start() => Run(User, At("pg_ctl"), "-D", data, "-l", Path.Combine(folder, "log"), "-w",
        "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=300 -c fsync={(isDurable ? "on" : "off")}", "start");

    /// <summary>Stops it as an operator does: whoever is connected is told, and sent away.</summary>
    public void Stop() => Run(User, At("pg_ctl"), "-D", data, "-m", "fast", "-w", "stop");

    public void Dispose()
    {
        // Not waited for: the test runner gives a process that ends only a few seconds.
        Process.Start("sh", ["-c", $"{(User is null ? "" : $"runuser -u {User} -- ")}{Programs}/pg_ctl -D {data} -m immediate stop >/dev/null 2>&1; rm -rf {folder}"]);
    }

    private static string At(string program) => Path.Combine(Programs ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql"), program);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string? user, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(user is null ? program : "runuser", user is null ? arguments : ["-u", user, "--", program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        // The server that pg_ctl starts inherits these pipes: reading them to their end would wait for it for ever.
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }
}
