using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Slipway.Platform;
using Slipway.Platform.Cli;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public abstract class MigrationTests(DatabaseKind kind)
{
    [Fact]
    public async Task Model_and_migrations_say_the_same()
    {
        await using var database = TestDatabase.Empty(kind);
        await using var db = database.Open();
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: run scripts/migration NAME.");
    }

    [Fact]
    public async Task An_empty_database_is_brought_to_this_version_and_then_left_alone()
    {
        await using var database = TestDatabase.Empty(kind);
        var first = await database.Migrator.MigrateAsync();
        var second = await database.Migrator.MigrateAsync();
        Assert.Equal((0, true, null), (first.Before, first.Added > 0, first.Backup));
        Assert.Equal((first.Added, 0, null), (second.Before, second.Added, second.Backup));
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_named()
    {
        await using var database = await TestDatabase.MigratedAsync(kind);
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0')");
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => database.Migrator.MigrateAsync());
        Assert.Contains("newer Slipway", refused.Message, StringComparison.Ordinal);
        Assert.Contains("FromTheFuture", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer", (await Assert.ThrowsAsync<UnusableInputException>(() => database.Migrator.RequireCurrentAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_makes_the_tables_where_there_are_none()
    {
        await using var database = TestDatabase.Empty(kind);
        await using (await Offline.OnOrNewAsync(database.Place, default))
            await database.Migrator.RequireCurrentAsync();
    }

    [Fact]
    public async Task A_command_refuses_a_database_that_was_not_brought_to_this_version()
    {
        await using var database = TestDatabase.Empty(kind);
        await Assert.ThrowsAsync<UnusableInputException>(() => database.Migrator.RequireCurrentAsync());
    }
}

public sealed class MigrationTestsOnSqlite() : MigrationTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task An_older_database_is_copied_before_it_is_changed()
    {
        await using var database = TestDatabase.Empty(DatabaseKind.Sqlite);
        await using (var db = database.Open())
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await database.ExecuteAsync("INSERT INTO data_protection_keys (xml) VALUES ('<precious/>')");

        var outcome = await database.Migrator.MigrateAsync();

        Assert.Equal((1, true), (outcome.Before, outcome.Added > 0));
        await using var copy = new SqliteConnection($"Data Source={outcome.Backup};Pooling=False");
        await copy.OpenAsync();
        await using var command = copy.CreateCommand();
        command.CommandText = "SELECT (SELECT xml FROM data_protection_keys) || (SELECT count(*) FROM __EFMigrationsHistory)";
        Assert.Equal("<precious/>1", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_lock_left_behind_by_a_killed_migration_does_not_hold_up_the_next()
    {
        await using var database = TestDatabase.Empty(DatabaseKind.Sqlite);
        await database.ExecuteAsync("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2027-02-06 02:00:00+00:00')");
        var outcome = await database.Migrator.MigrateAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(outcome.Added > 0);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_named()
    {
        await using var database = TestDatabase.Empty(DatabaseKind.Sqlite);
        await File.WriteAllTextAsync(database.Place.DatabaseFile, new string('x', 5000));
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => database.Migrator.MigrateAsync());
        Assert.Contains("slipway.db", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_connection_writes_ahead_and_waits_for_the_disk()
    {
        await using var database = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var db = database.Open();
        Assert.Equal("wal", (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync()).Single());
        Assert.Equal(2, (await db.Database.SqlQueryRaw<int>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").ToListAsync()).Single());
    }
}

public sealed class MigrationTestsOnPostgres() : MigrationTests(DatabaseKind.Postgres)
{
    [Fact]
    public async Task A_command_changes_no_tables_under_servers_that_may_be_running()
    {
        await using var database = TestDatabase.Empty(DatabaseKind.Postgres);
        await using var db = database.Open();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        var before = await db.Database.GetAppliedMigrationsAsync();
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => Offline.OnOrNewAsync(database.Place, default));
        Assert.Contains("an older version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await db.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task Of_nodes_that_start_at_once_on_an_empty_database_one_brings_it_to_this_version()
    {
        await using var database = TestDatabase.Empty(DatabaseKind.Postgres);
        await using var db = database.Open();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => database.Migrator.MigrateAsync())));
        Assert.Equal(db.Database.GetMigrations().Count(), Assert.Single(outcomes, outcome => outcome.Added > 0).Added);
    }
}
