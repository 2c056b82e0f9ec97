using System.Text.Json;
using Microsoft.Data.Sqlite;
using Slipway.Features.Cutover.Attachments;
using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Testing;
using Slipway.Testing.Databases;
using Slipway.Tests.Hosting;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

/// <summary>The built program, as an operator calls it.</summary>
public abstract class BackupProcessTests(DatabaseKind kind)
{
    private const int MostTries = 20;

    [Fact]
    public async Task A_backup_taken_while_eight_clients_act_holds_every_act_acknowledged_before_it_began()
    {
        using var folder = new TemporaryFolder();
        await using var from = TestDatabase.Empty(kind);
        await using var server = await SlipwayProcess.UpAsync(Where(from));
        var token = (await SlipwayProcess.RunAsync(["token", "create", "--name", "many", "--role", "administrator", .. Where(from)])).Results.Trim();
        await using var clients = await ActingClients.StartAsync(server.Address, token, 8);
        await clients.ReachAsync(200);

        var acknowledged = clients.Acknowledged;
        var made = await SlipwayProcess.RunAsync(["backup", folder.File("b.db"), .. Where(from)]);
        var after = clients.Acknowledged.Count;
        Assert.True(made.ExitCode == 0, made.Results + made.Words);
        Assert.True(after > acknowledged.Count, "Nobody acted meanwhile: this proves nothing.");
        await clients.StopAsync();

        await using var target = TestDatabase.Empty(kind);
        var restored = await SlipwayProcess.RunAsync(["restore", folder.File("b.db"), .. Where(target)]);
        Assert.True(restored.ExitCode == 0, restored.Results + restored.Words);
        Assert.Equal(0, (await SlipwayProcess.RunAsync(["journal", "verify", .. Where(target)])).ExitCode);
        var there = (await target.Journal.ReadAsync($"run:{clients.Run:N}")).Select(entry => entry.CommandId).ToHashSet();
        Assert.Empty(acknowledged.Except(there));
    }

    [Fact]
    public async Task A_restore_that_is_killed_leaves_what_was_there_whole()
    {
        using var folder = new TemporaryFolder();
        await using var database = await TestDatabase.MigratedAsync(kind);
        await using (var db = database.Open())
        {
            for (var number = 0; number < 40; number++)
                db.Add(new AttachmentRecord { Run = Guid.CreateVersion7(), Hash = $"{number}", ContentType = "application/pdf", Content = new byte[1 << 20], At = database.Clock.GetCurrentInstant() });
            await db.SaveChangesAsync();
        }
        await database.Journal.AppendedAsync("run:1", 0, "a");
        Assert.Equal(0, (await SlipwayProcess.RunAsync(["backup", folder.File("b.db"), .. Where(database)])).ExitCode);
        await database.Journal.AppendedAsync("run:1", 1, "b");
        await database.RestAsync();

        var there = 2;
        foreach (var moment in Moments(database, folder))
        {
            // A moment may pass unseen: then that restore is done, and the next is looked at.
            for (var (killed, tries) = (false, 0); !killed; tries++)
            {
                Assert.True(tries < MostTries, "No restore could be killed in this moment.");
                await using var restoring = SlipwayProcess.Begin(["restore", folder.File("b.db"), "--replace", .. Where(database)]);
                while (!await moment() && !restoring.HasEnded)
                {
                }
                killed = !restoring.HasEnded;
                await restoring.KillAsync();
                var verified = await SlipwayProcess.RunAsync(["journal", "verify", "--json", .. Where(database)]);
                Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);
                // Killed while it reads what it wrote, after the commit, it has been done.
                var entries = JsonElement.Parse(verified.Results).GetProperty("entries").GetInt32();
                Assert.Contains(entries, new[] { there, 1 });
                there = entries;
                Assert.Equal(40, await AttachmentsAsync(database));
                await database.RestAsync();
            }
        }

        var done = await SlipwayProcess.RunAsync(["restore", folder.File("b.db"), "--replace", "--keep", folder.File("kept.db"), .. Where(database)]);
        Assert.True(done.ExitCode == 0, done.Results + done.Words);
        Assert.Equal((1, 40), (await database.Journal.VersionAsync("run:1"), await AttachmentsAsync(database)));
        if (database.Place.DataFolder is { } data)
            Assert.Empty(Directory.GetDirectories(data));
    }

    [Fact]
    public async Task A_server_brings_an_older_database_to_this_version_after_a_backup_and_refuses_a_newer_one()
    {
        using var folder = new TemporaryFolder();
        await using var database = TestDatabase.Empty(kind);
        await OldDatabase.MakeAsync(database);

        await using (var server = await SlipwayProcess.UpAsync([.. Where(database), "--mirror", folder.Path, "--no-sample"]))
        {
            var told = await server.SaysAsync("As they were before: ");
            var copy = told[(told.IndexOf("As they were before: ", StringComparison.Ordinal) + 21)..].Trim();
            Assert.Equal("<precious/>1", OldDatabase.Read(copy));
            await server.StopAsync();
        }

        await database.Migrator.RequireCurrentAsync();
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0')");
        var newer = await SlipwayProcess.RunAsync(["up", .. Where(database), "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(2, newer.ExitCode);
        Assert.Contains("last used by a newer Slipway (they know 29990101000000_FromTheFuture); use that version or a newer one", newer.Words, StringComparison.Ordinal);
    }

    protected static string[] Where(TestDatabase database) => database.Place.DataFolder is { } data ? ["--data", data] : ["--db", database.Place.ConnectionString!];

    /// <summary>What is waited for before the kill: the copy aside, what was there being kept, and the putting in place.</summary>
    private protected abstract IEnumerable<Func<Task<bool>>> Moments(TestDatabase database, TemporaryFolder folder);

    private static async Task<int> AttachmentsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return db.Set<AttachmentRecord>().Count();
    }
}

public sealed class BackupProcessTestsOnSqlite() : BackupProcessTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_folder_with_a_server_on_it_is_neither_restored_nor_moved()
    {
        using var folder = new TemporaryFolder();
        await using var server = await SlipwayProcess.UpAsync("--data", folder.File("data"));
        Assert.Equal(0, (await SlipwayProcess.RunAsync("backup", folder.File("b.db"), "--data", folder.File("data"))).ExitCode);
        foreach (var arguments in (string[][])[["restore", folder.File("b.db"), "--replace"], ["move", "--db", "Host=127.0.0.1;Port=1;Database=x;Username=y"]])
        {
            var refused = await SlipwayProcess.RunAsync([.. arguments, "--data", folder.File("data")]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("a Slipway server is running on", refused.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_that_does_not_fit_says_so_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no limit for files.");
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await from.Journal.AppendedAsync("run:1", 0, new string('x', 4 << 20));
        await from.RestAsync();
        // A program that may write files of 2 MB: as far as it can tell, the disk is full.
        var (code, results, words) = await SlipwayProcess.RunAsync(new System.Diagnostics.ProcessStartInfo("bash",
            ["-c", "trap '' XFSZ; ulimit -f 2048; exec dotnet \"$0\" backup \"$1\" --data \"$2\"", Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), folder.File("b.db"), from.Place.DataFolder!])
        {
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });
        Assert.Equal((2, ""), (code, results));
        Assert.Contains("cannot copy", words, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private protected override IEnumerable<Func<Task<bool>>> Moments(TestDatabase database, TemporaryFolder folder)
    {
        var data = database.Place.DataFolder!;
        yield return () => Task.FromResult(Holds(Path.Combine(data, "slipway.db.partial"), 1 << 20));
        yield return () => Task.FromResult(Directory.GetDirectories(data, "slipway-before-restore-*.partial").Any(folder => Holds(folder, 1 << 20)));
        var kept = Directory.GetFiles(data, "slipway-before-restore-*.db").Length;
        yield return () => Task.FromResult(Directory.GetFiles(data, "slipway-before-restore-*.db").Length > kept);

        static bool Holds(string partial, long bytes) => new FileInfo(Path.Combine(partial, DatabasePlace.FileName)) is { Exists: true } file && file.Length > bytes;
    }
}

public sealed class BackupProcessTestsOnPostgres() : BackupProcessTests(DatabaseKind.Postgres)
{
    private protected override IEnumerable<Func<Task<bool>>> Moments(TestDatabase database, TemporaryFolder folder)
    {
        yield return () => DoesAsync(database, "SELECT %");
        yield return () => DoesAsync(database, "COPY \"attachments\"%");
        yield return () => DoesAsync(database, "SELECT % FROM \"journal_entries\"%");
    }

    private static async Task<bool> DoesAsync(TestDatabase database, string query)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.Place.ConnectionString + ";Pooling=False;Application Name=watching");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'slipway' AND query LIKE $1";
        command.Parameters.AddWithValue(query);
        return await command.ExecuteScalarAsync() is long and > 0;
    }
}
