using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Testing.Databases;

/// <summary>
/// Debian's PostgreSQL in a temporary folder on a free port: one for the whole test run, started when the first test asks,
/// ended with the process. Without it those tests are skipped.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Running?> Server = new(Start);
    private static readonly ConcurrentBag<string> Empty = [];
    private static int databases;

    public static bool Installed => Programs is not null;

    /// <summary>An empty database: its connection string. One that a test gave back is made empty and used again.</summary>
    public static string NewDatabase()
    {
        var server = Server.Value ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        if (Empty.TryTake(out var used))
            return used;
        var name = $"slipway_{Interlocked.Increment(ref databases)}";
        Run(server.User, Path.Combine(Programs!, "createdb"), "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", name);
        return $"Host=127.0.0.1;Port={server.Port};Username=postgres;Database={name}";
    }

    /// <summary>Gives a database back that nobody is connected to any more.</summary>
    public static void GiveBack(string connectionString)
    {
        var server = Server.Value!;
        var name = connectionString.Split("Database=")[1].Split(';')[0];
        Run(server.User, Path.Combine(Programs!, "psql"), "-q", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-d", name,
            "-c", "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        Empty.Add(connectionString);
    }

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    private static Running? Start()
    {
        if (Programs is null)
            return null;
        // PostgreSQL refuses to run as root.
        var user = Environment.UserName == "root" ? "postgres" : null;
        var folder = Directory.CreateTempSubdirectory("slipway-postgres-").FullName;
        if (user is not null)
            Run(null, "chown", user, folder);
        var data = Path.Combine(folder, "data");
        Run(user, Path.Combine(Programs, "initdb"), "-A", "trust", "-U", "postgres", "--no-sync", "-D", data);
        var port = FreePort();
        Run(user, Path.Combine(Programs, "pg_ctl"), "-D", data, "-l", Path.Combine(folder, "log"), "-w",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=300 -c fsync=off", "start");
        // Not waited for: the test runner gives a process that ends only a few seconds.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Process.Start("sh",
            ["-c", $"{(user is null ? "" : $"runuser -u {user} -- ")}{Programs}/pg_ctl -D {data} -m immediate stop >/dev/null 2>&1; rm -rf {folder}"]);
        return new(port, user);
    }

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

    private sealed record Running(int Port, string? User);
}
