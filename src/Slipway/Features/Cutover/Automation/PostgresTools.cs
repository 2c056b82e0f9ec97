using System.Diagnostics;
using Npgsql;

namespace Slipway.Features.Cutover.Automation;

/// <summary>PostgreSQL's own programs, as the system has them: the newest of Debian's, else those on the path.</summary>
public sealed class PostgresTools
{
    private readonly string? folder = Find();

    /// <summary>What to do where they are missing; null where they are there.</summary>
    public string? Missing => folder is null ? "This server has no pg_dump. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client)." : null;

    /// <summary>Runs one on a database; null when it did what it should, else what it said. The password goes by the environment, where other users cannot read it.</summary>
    public async Task<string?> RunAsync(string program, string database, IEnumerable<string> arguments, WorkOutput output, CancellationToken cancellation)
    {
        var where = WorkDatabase.Postgres(database);
        var start = new ProcessStartInfo(Path.Combine(folder!, program), arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in Variables(where))
        {
            if (value is not null)
                start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var (said, rest) = (process.StandardError.ReadToEndAsync(cancellation), process.StandardOutput.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            await rest;
            foreach (var line in (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(100))
                output.Say(line);
            return process.ExitCode == 0 ? null : $"{program}: {(await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault($"exit code {process.ExitCode}")}";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static IEnumerable<(string Name, string? Value)> Variables(NpgsqlConnectionStringBuilder where) =>
    [
        ("PGHOST", where.Host),
        ("PGPORT", $"{where.Port}"),
        ("PGDATABASE", where.Database ?? where.Username),
        ("PGUSER", where.Username),
        ("PGPASSWORD", where.Password),
        ("PGSSLMODE", where.SslMode switch { SslMode.Require => "require", SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", SslMode.Disable => "disable", _ => null }),
        ("PGSSLROOTCERT", where.RootCertificate),
        ("PATH", "/usr/bin:/bin"),
        ("LC_ALL", "C.UTF-8"),
    ];

    private static string? Find()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(version => double.TryParse(Path.GetFileName(version), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0).Select(version => Path.Combine(version, "bin"))
            : [];
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return newest.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(bin => bin.Length > 0 && File.Exists(Path.Combine(bin, "pg_dump" + suffix)) && File.Exists(Path.Combine(bin, "pg_restore" + suffix)));
    }
}
