using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Data.Sqlite;
using Slipway.Features.Cutover;
using Slipway.Planning.Runs;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing;

namespace Slipway.Benchmarks;

/// <summary>
/// One client's acts on a run, each durable before the next, beside bare inserts of rows of the same size into a file with
/// the same settings in the same folder. One act and one insert take turns, because a disk is slow for seconds at a time.
/// </summary>
internal static class ActFigures
{
    private const string Table = "CREATE TABLE bare (id INTEGER PRIMARY KEY, data BLOB NOT NULL)";

    public static async Task<IReadOnlyList<Figure>> RunAsync(Options options)
    {
        using var folder = new TemporaryFolder();
        var plan = MadeUpPlans.Launching(300);
        var launch = LaunchFolder.Write(folder, plan);
        await using var server = await SlipwayServer.StartAsync(
            new() { Place = DatabasePlace.Folder(folder.File("data")), Urls = ["http://127.0.0.1:0"], LaunchFolder = launch }, Slipway.Program.Features);
        var runs = new ServedRuns(server);
        var run = await runs.BeginAsync(plan.Launch.Id);

        using var bare = new SqliteConnection(SqliteConnections.ConnectionString(folder.File("bare.db")));
        bare.Open();
        SqliteConnections.Prepare(bare);
        Execute(bare, Table);
        var row = new byte[await BytesOfAnActAsync(server, runs, run)];
        using var insert = bare.CreateCommand();
        insert.CommandText = "INSERT INTO bare (data) VALUES ($data)";
        insert.Parameters.AddWithValue("$data", row);
        insert.Prepare();

        var (ours, bares) = (new List<double>(), new List<double>());
        foreach (var act in ServedRuns.ActsOf(run).Take(20 + 10 * options.Rounds))
        {
            var began = Stopwatch.GetTimestamp();
            insert.ExecuteNonQuery();
            bares.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            await runs.ActAsync(run, act);
            ours.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        var (subject, peer) = (Turns.Median(ours.Skip(20)), Turns.Median(bares.Skip(20)));
        return
        [
            new("acts, durable, one client, SQLite", 100 * peer / subject, 50, "% of the rate of bare inserts", $"{1000 / subject:0} acts a second ({subject:0.00} ms)", $"{1000 / peer:0} autocommitted inserts of {row.Length} bytes ({peer:0.00} ms)", AtLeast: true),
        ];
    }

    /// <summary>What one start adds to the journal's table, without its indexes.</summary>
    private static async Task<int> BytesOfAnActAsync(SlipwayServer server, ServedRuns runs, Run run)
    {
        await runs.ActAsync(run, new Comment { Text = "measured" });
        var journal = server.App.Services.GetRequiredService<Slipway.Platform.Journal.JournalStore>();
        var entry = (await journal.ReadAsync(run.Record.Stream))[^1];
        return entry.Data!.Length + entry.Stream.Length + entry.Type.Length + entry.Actor.Length + entry.Salt!.Length + 3 * entry.Hash.Length + 40;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
