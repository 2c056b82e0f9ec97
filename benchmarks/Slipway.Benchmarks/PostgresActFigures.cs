using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Slipway.Features.Cutover;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Planning.Runs;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Benchmarks;

/// <summary>
/// Acts on as many runs at once, each client on a run of its own and each act durable before his next, beside pgbench: as
/// many connections of the same server, each inserting one row of the same size into a table with the journal's columns and
/// indexes. One stretch of acts and one of inserts take turns.
/// </summary>
internal static class PostgresActFigures
{
    private const int Clients = 16;
    private const int ActsEach = 100;
    private const int WarmUp = 10;

    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        using var folder = new TemporaryFolder();
        using var cluster = new PostgresCluster(isDurable: true);
        var database = cluster.NewDatabase("acts");
        var plan = MadeUpPlans.Launching(300);
        await using var server = await SlipwayServer.StartAsync(
            new() { Place = DatabasePlace.Postgres(database), Urls = ["http://127.0.0.1:0"], LaunchFolder = LaunchFolder.Write(folder, plan) }, Slipway.Program.Features);
        var runs = new ServedRuns(server);
        var script = folder.File("insert.sql");
        await File.WriteAllTextAsync(script, await PrepareAsync(server, cluster, runs, await runs.BeginAsync(plan.Launch.Id)));
        var (subjects, peers, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < WarmUp + Math.Max(5, options.Rounds / 5); round++)
        {
            var peer = await InsertAsync(database, script);
            var subject = await ActAsync(runs, plan.Launch.Id);
            if (round < WarmUp)
                continue;
            peers.Add(peer);
            subjects.Add(subject);
            ratios.Add(100 * subject / peer);
        }
        return
        [
            new($"acts on {Clients} runs at once, PostgreSQL", Turns.Median(ratios), 50, "% of the rate of pgbench's inserts", $"{Turns.Median(subjects):0} acts a second", $"{Turns.Median(peers):0} single-row inserts a second, {Clients} connections", AtLeast: true),
        ];
    }

    /// <summary>Makes the table beside the journal's and gives up the run out of which it takes the row.</summary>
    /// <returns>What pgbench does again and again.</returns>
    private static async Task<string> PrepareAsync(SlipwayServer server, PostgresCluster cluster, ServedRuns runs, Run run)
    {
        await runs.ActAsync(run, ServedRuns.ActsOf(run).First());
        var entry = (await server.App.Services.GetRequiredService<JournalStore>().ReadAsync(run.Record.Stream))[^1];
        await runs.ActAsync(run, new CancelRun { Reason = "measured" });
        cluster.Say("acts", "CREATE TABLE bare (LIKE journal_entries INCLUDING ALL); CREATE SEQUENCE bare_version CACHE 1000");
        var hash = $"'\\x{Convert.ToHexString(entry.Hash)}'";
        return $"""
            INSERT INTO bare (stream, version, command_id, part, at, received, actor, type, type_version, data, salt, digest, previous_hash, hash)
            VALUES ('{entry.Stream[..^2]}' || :client_id, nextval('bare_version'), gen_random_uuid(), 0, now(), now(), '{entry.Actor}', '{entry.Type}', 1, '{entry.Data!.Replace("'", "''", StringComparison.Ordinal)}', '\x{Convert.ToHexString(entry.Salt!)}', {hash}, {hash}, {hash});
            """.ReplaceLineEndings(" ");
    }

    private static async Task<double> InsertAsync(string database, string script)
    {
        var place = new NpgsqlConnectionStringBuilder(database);
        var (code, said, words) = await SlipwayProcess.RunAsync(new ProcessStartInfo(Path.Combine(PostgresCluster.Programs!, "pgbench"),
            ["-n", "-f", script, "-c", $"{Clients}", "-j", "2", "-t", $"{2 * ActsEach}", "-h", place.Host!, "-p", $"{place.Port}", "-U", place.Username!, place.Database!]));
        var rate = said.Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return code == 0 && rate is not null
            ? double.Parse(rate.Split(' ')[2], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench ended with {code}: {words}");
    }

    private static async Task<double> ActAsync(ServedRuns runs, string launch)
    {
        var mine = new List<Run>();
        while (mine.Count < Clients)
            mine.Add(await runs.BeginAsync(launch));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(mine.Select(run => Task.Run(async () =>
        {
            foreach (var act in ServedRuns.ActsOf(run).Take(ActsEach))
                await runs.ActAsync(run, act);
        })));
        var rate = Clients * ActsEach / Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var run in mine)
            await runs.ActAsync(run, new CancelRun { Reason = "measured" });
        return rate;
    }
}
