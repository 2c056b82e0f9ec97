using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

/// <summary>From one machine's folder to PostgreSQL, with the built program.</summary>
public sealed class MoveTests
{
    [Fact]
    public async Task After_a_move_every_run_reads_the_same_and_the_folder_is_not_served_until_told()
    {
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        using var folder = new TemporaryFolder();
        var database = PostgresServer.NewDatabase();
        var (token, before) = await PlayAsync(folder.Path);
        var head = (await SlipwayProcess.RunAsync("journal", "head", "--data", folder.Path)).Results.Trim();
        var file = await File.ReadAllBytesAsync(folder.File(DatabasePlace.FileName));

        var moved = await SlipwayProcess.RunAsync("move", "--data", folder.Path, "--db", database);
        Assert.True(moved.ExitCode == 0, moved.Results + moved.Words);
        Assert.Equal(2, moved.Results.Split(head).Length - 1);
        var verified = await SlipwayProcess.RunAsync("journal", "verify", "--db", database, "--head", head);
        Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);
        await using (var server = await SlipwayProcess.UpAsync("--db", database))
        {
            Assert.Equal(before, await RunsAsync(server, token));
            // And it goes on: what PostgreSQL counts, and the tokens.
            Assert.NotEmpty((await SlipwayProcess.RunAsync("token", "create", "--name", "another", "--role", "observer", "--db", database)).Results);
        }

        Assert.Equal(file, await File.ReadAllBytesAsync(folder.File(DatabasePlace.FileName)));
        foreach (var arguments in (string[][])[["up", "--urls", "http://127.0.0.1:0"], ["token", "create", "--name", "x", "--role", "observer"], ["move", "--db", "Host=127.0.0.1;Port=1;Database=other;Username=y"]])
        {
            var refused = await SlipwayProcess.RunAsync([.. arguments, "--data", folder.Path]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("were moved to PostgreSQL database", refused.Words, StringComparison.Ordinal);
            Assert.Contains("--moved-back", refused.Words, StringComparison.Ordinal);
        }
        await using (var back = await SlipwayProcess.UpAsync("--data", folder.Path, "--moved-back"))
            Assert.Equal(before, await RunsAsync(back, token));
        // Told once, it is remembered.
        await using (await SlipwayProcess.UpAsync("--data", folder.Path))
        {
        }
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_not_moved_to_and_the_folder_goes_on()
    {
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var to = await TestDatabase.MigratedAsync(DatabaseKind.Postgres);
        await to.RestAsync();
        var refused = await SlipwayProcess.RunAsync("move", "--data", from.Place.DataFolder!, "--db", to.Place.ConnectionString!);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("is not empty; name another database", refused.Words, StringComparison.Ordinal);
        await using (await SlipwayProcess.UpAsync("--data", from.Place.DataFolder!, "--no-sample"))
        {
        }
    }

    [Fact]
    public async Task A_database_that_refuses_leaves_the_folder_as_it_was()
    {
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var to = TestDatabase.Empty(DatabaseKind.Postgres);
        await from.RestAsync();
        var refused = await SlipwayProcess.RunAsync("move", "--data", from.Place.DataFolder!, "--db", to.Place.ConnectionString + ";Options=-c default_transaction_read_only=on");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("refuses it: cannot execute", refused.Words, StringComparison.Ordinal);
        Assert.All(Directory.GetFileSystemEntries(from.Place.DataFolder!), entry => Assert.Matches("slipway\\.(db|db-wal|db-shm|lock)$", entry));
    }

    [Fact]
    public async Task A_move_that_was_killed_can_be_done_again()
    {
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var to = TestDatabase.Empty(DatabaseKind.Postgres);
        await from.Journal.AppendedAsync("run:1", 0, [.. Enumerable.Range(0, 2000).Select(number => $"act {number} {new string('x', 2000)}")]);
        await from.RestAsync();
        await using (var moving = SlipwayProcess.Begin("move", "--data", from.Place.DataFolder!, "--db", to.Place.ConnectionString!))
        {
            while (!File.Exists(Path.Combine(from.Place.DataFolder!, "MOVED.txt")) && !moving.HasEnded)
                await Task.Yield();
            Assert.False(moving.HasEnded);
            await moving.KillAsync();
        }
        Assert.Equal(2, (await SlipwayProcess.RunAsync("up", "--data", from.Place.DataFolder!, "--urls", "http://127.0.0.1:0")).ExitCode);

        var again = await SlipwayProcess.RunAsync("move", "--data", from.Place.DataFolder!, "--db", to.Place.ConnectionString!);
        Assert.True(again.ExitCode == 0, again.Results + again.Words);
        Assert.Equal(2000, await to.Journal.VersionAsync("run:1"));
    }

    /// <summary>Two runs on a folder, one of them with acts: a token, and all that the API says of them.</summary>
    private static async Task<(string Token, IReadOnlyList<string> Runs)> PlayAsync(string folder)
    {
        await using var server = await SlipwayProcess.UpAsync("--data", folder);
        var token = (await SlipwayProcess.RunAsync("token", "create", "--name", "many", "--role", "administrator", "--data", folder)).Results.Trim();
        foreach (var acts in (int[])[40, 3])
        {
            await using var clients = await ActingClients.StartAsync(server.Address, token, 2);
            await clients.ReachAsync(acts);
            await clients.StopAsync();
        }
        var runs = await RunsAsync(server, token);
        await server.StopAsync();
        Assert.Equal(2, runs.Count);
        return (token, runs);
    }

    private static async Task<IReadOnlyList<string>> RunsAsync(SlipwayProcess server, string token)
    {
        using var client = ActingClients.Client(token);
        var list = await client.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/api/v1/launches/usct/runs"));
        var runs = new List<string>();
        foreach (var run in (list.ValueKind == JsonValueKind.Array ? list : list.GetProperty("items")).EnumerateArray())
        {
            var id = run.GetProperty("id").GetGuid();
            runs.Add(await client.GetStringAsync(new Uri(server.Address, $"/api/v1/runs/{id}/journal")));
        }
        return runs;
    }
}
