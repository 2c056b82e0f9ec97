using Microsoft.Data.Sqlite;
using Npgsql;
using NodaTime;
using Slipway.Features.Cutover.Automation;
using Slipway.Planning.Automation;
using Slipway.Planning.Plans;
using Slipway.Planning.Runs;
using Slipway.Platform.Storage;
using Slipway.Platform.Web;
using Slipway.Testing.Databases;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>SQL, migrations and snapshots on a database of either kind, which tests look at with a connection of their own.</summary>
public abstract class DatabaseWorkTests(DatabaseKind kind) : IDisposable
{
    private readonly ActingLaunch launch = new();
    private readonly WorkOutput output = new();
    private string? postgres;

    private string Database => kind == DatabaseKind.Sqlite ? $"sqlite:{launch.Data}/service.db" : postgres ??= PostgresServer.NewDatabase();

    [Fact]
    public async Task What_ends_as_expected_is_done()
    {
        await PrepareAsync();
        var end = await SqlAsync(new SqlSettings { Database = Database, Run = "UPDATE people SET paid = 1 WHERE id < 3", Rows = 2 });
        Assert.Equal(WorkEnd.Succeeded("2 rows"), end);
        Assert.Equal("2", await AskAsync("SELECT count(*) FROM people WHERE paid = 1"));
        Assert.Equal(WorkOutcome.Succeeded, (await SqlAsync(new SqlSettings { Database = Database, Run = "SELECT count(*) FROM people", Scalar = "3" })).Outcome);
    }

    [Fact]
    public async Task What_does_not_end_as_expected_is_taken_back_as_a_whole()
    {
        await PrepareAsync();
        var end = await SqlAsync(new SqlSettings { Database = Database, Run = "DELETE FROM people WHERE id = 1; UPDATE people SET paid = 1", Rows = 2 });
        Assert.Equal(WorkEnd.Failed("3 rows instead of 2; everything was taken back"), end);
        Assert.Equal("3", await AskAsync("SELECT count(*) FROM people"));
        end = await SqlAsync(new SqlSettings { Database = Database, Run = "DELETE FROM people; SELECT nothing FROM nowhere" });
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Equal("3", await AskAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_says_what_it_would()
    {
        await PrepareAsync();
        var end = await SqlAsync(new SqlSettings { Database = Database, Run = "DELETE FROM people", DryRun = true });
        Assert.Equal(WorkEnd.Succeeded("3 rows; dry run: everything was taken back"), end);
        Assert.Equal("3", await AskAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task Waits_for_a_lock_no_longer_than_it_may()
    {
        await PrepareAsync();
        await using var other = await OpenAsync();
        await using var holding = other.CreateCommand();
        holding.CommandText = kind == DatabaseKind.Sqlite ? "BEGIN IMMEDIATE" : "BEGIN; LOCK TABLE people";
        await holding.ExecuteNonQueryAsync();
        var end = await SqlAsync(new SqlSettings { Database = Database, Run = "UPDATE people SET paid = 1", LockTimeout = PlanDuration.FromElapsed(Duration.FromMilliseconds(200)) });
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.Contains("lock", end.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_database_that_is_not_there_has_failed_and_its_password_is_in_no_word_of_it()
    {
        Environment.SetEnvironmentVariable("TEST_GONE", "Host=127.0.0.1;Port=1;Database=gone;Username=u;Password=hush-hush");
        var gone = kind == DatabaseKind.Sqlite ? $"sqlite:{launch.Data}/gone.db" : "env:TEST_GONE";
        Script("01.sql", "SELECT 1");
        WorkEnd[] ends =
        [
            await SqlAsync(new SqlSettings { Database = gone, Run = "SELECT 1" }),
            await MigrateAsync(gone),
            await new SnapshotWorker(new PostgresTools()).DoAsync(new SnapshotSettings { Database = gone, To = launch.Effects }, Context(), TestContext.Current.CancellationToken),
        ];
        Assert.All(ends, end =>
        {
            Assert.Equal(WorkOutcome.Failed, end.Outcome);
            Assert.DoesNotContain("hush", output.Mask.Of(end.Said) + output.Text(), StringComparison.Ordinal);
            // Asked as a verification, it has not said no.
            Assert.True(end.IsUnanswered, end.Said);
        });
    }

    [Fact]
    public async Task Migrations_run_once_in_order_and_go_on_where_they_stood()
    {
        await PrepareAsync();
        Script("01-name.sql", "ALTER TABLE people ADD COLUMN name text");
        Script("02-wrong.sql", "UPDATE people SET name = 'a'; INSERT INTO nowhere VALUES (1)");
        Script("03-index.sql", "CREATE INDEX people_by_name ON people (name)");
        var end = await MigrateAsync();
        Assert.Equal(WorkOutcome.Failed, end.Outcome);
        Assert.StartsWith("02-wrong.sql: ", end.Said, StringComparison.Ordinal);
        Assert.Equal("0", await AskAsync("SELECT count(*) FROM people WHERE name = 'a'"));

        Script("02-wrong.sql", "UPDATE people SET name = 'a'");
        Assert.Equal(WorkEnd.Succeeded("2 of 3 files ran, now at 03-index.sql"), await MigrateAsync());
        Assert.Equal(WorkEnd.Succeeded("0 of 3 files ran, now at 03-index.sql"), await MigrateAsync());
        Assert.Equal("3", await AskAsync("SELECT count(*) FROM slipway_migrations WHERE key = '7.go.1'"));

        Script("01-name.sql", "ALTER TABLE people ADD COLUMN names text");
        Assert.Contains("01-name.sql was changed after it ran", (await MigrateAsync()).Said, StringComparison.Ordinal);
        Script("01-name.sql", "ALTER TABLE people ADD COLUMN name text");
        Script("00-before.sql", "SELECT 1");
        Assert.Contains("00-before.sql would run after 03-index.sql", (await MigrateAsync()).Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_behind_a_query_has_failed()
    {
        await PrepareAsync();
        Script("01.sql", "SELECT count(*) FROM people; INSERT INTO nowhere VALUES (1)");
        Assert.Equal(WorkOutcome.Failed, (await MigrateAsync()).Outcome);
        Assert.Equal("0", await AskAsync("SELECT count(*) FROM slipway_migrations"));
    }

    [Fact]
    public async Task Two_who_migrate_at_once_run_each_file_once()
    {
        await PrepareAsync();
        foreach (var number in Enumerable.Range(1, 9))
            Script($"0{number}.sql", $"INSERT INTO people (id, paid) VALUES (1{number}, {number})");
        var ends = await Task.WhenAll(MigrateAsync(), MigrateAsync());
        // SQLite lets the second fail rather than wait; done again, it finds the rest done.
        if (ends.Any(end => end.Outcome != WorkOutcome.Succeeded))
            ends = [await MigrateAsync()];
        Assert.All(ends, end => Assert.Equal(WorkOutcome.Succeeded, end.Outcome));
        Assert.Equal("12", await AskAsync("SELECT count(*) FROM people"));
    }

    [Fact]
    public async Task A_snapshot_is_restored_aside_and_says_what_is_in_it()
    {
        await PrepareAsync();
        Assert.SkipWhen(kind == DatabaseKind.Postgres && new PostgresTools().Missing is not null, "PostgreSQL's client programs are not installed.");
        var to = Path.Combine(launch.Effects, "snapshots");
        var end = await new SnapshotWorker(new PostgresTools()).DoAsync(new SnapshotSettings { Database = Database, To = to }, Context(), default);
        Assert.Equal(WorkOutcome.Succeeded, end.Outcome);
        var file = Assert.Single(Directory.GetFiles(to));
        Assert.StartsWith(file + " · ", end.Said, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file))), end.Said, StringComparison.Ordinal);
        Assert.EndsWith("restored aside: 1 tables, 3 rows", end.Said, StringComparison.Ordinal);
        // Done again with the same key it takes the place of the first.
        await new SnapshotWorker(new PostgresTools()).DoAsync(new SnapshotSettings { Database = Database, To = to }, Context(), default);
        Assert.Single(Directory.GetFiles(to));
        if (kind == DatabaseKind.Postgres)
            Assert.Equal("0", await AskAsync("SELECT count(*) FROM pg_database WHERE datname LIKE 'slipway_aside%'"));
    }

    private Task<WorkEnd> SqlAsync(SqlSettings sql) => new SqlWorker(Folders()).DoAsync(sql, Context(), TestContext.Current.CancellationToken);

    private Task<WorkEnd> MigrateAsync(string? database = null) =>
        new MigrateWorker(Folders(), SystemClock.Instance).DoAsync(new MigrateSettings { Database = database ?? Database, Folder = launch.Programs }, Context(), TestContext.Current.CancellationToken);

    private void Script(string name, string text) => File.WriteAllText(Path.Combine(launch.Programs, name), text);

    private CommandFolders Folders() => new(new ServerSettings { Place = DatabasePlace.Folder(launch.Data), CommandFolders = [launch.Programs] });

    private WorkContext Context() =>
        new("7.go.1", new Dictionary<string, string> { ["key"] = "7.go.1", ["launch"] = "acting", ["task"] = "go" }, new Dictionary<string, string>(), output);

    private async Task PrepareAsync()
    {
        Assert.SkipUnless(kind == DatabaseKind.Sqlite || PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE people (id int PRIMARY KEY, paid int NOT NULL); INSERT INTO people VALUES (1, 0), (2, 0), (3, 0)";
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> AskAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{await command.ExecuteScalarAsync()}";
    }

    private async Task<System.Data.Common.DbConnection> OpenAsync()
    {
        System.Data.Common.DbConnection connection = kind == DatabaseKind.Sqlite
            ? new SqliteConnection($"Data Source={launch.Data}/service.db;Pooling=False")
            : new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public void Dispose()
    {
        if (postgres is not null)
            PostgresServer.GiveBack(postgres);
        launch.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class DatabaseWorkOnSqlite() : DatabaseWorkTests(DatabaseKind.Sqlite);

public sealed class DatabaseWorkOnPostgres() : DatabaseWorkTests(DatabaseKind.Postgres);
