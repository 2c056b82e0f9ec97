using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql;
using Slipway.Platform;
using Slipway.Platform.Backup;
using Slipway.Platform.Storage;
using Slipway.Platform.Storage.Copying;
using Slipway.Platform.Work;
using Slipway.Testing;
using Slipway.Tests.Platform.Journal;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Platform.Backup;

public abstract class RestoreTests(DatabaseKind kind)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task A_backup_of_every_table_reads_the_same_in_either_database(DatabaseKind to)
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await EveryTable.FillAsync(from);
        var made = await BackUpAsync(from, folder);
        Assert.True(made.Journal!.Ok, made.Journal.Fault?.Message);

        await using var target = TestDatabase.Empty(to);
        var done = await RestoreAsync(target, made.File);

        Assert.True(done.Same);
        Assert.Equal(made.Journal.Head, done.After.Head);
        Assert.Equal(await EveryTable.ReadAsync(from), await EveryTable.ReadAsync(target));
    }

    [Fact]
    public async Task What_the_database_counts_goes_on_behind_what_was_restored()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await EveryTable.FillAsync(from);
        await using var target = TestDatabase.Empty(kind);
        await RestoreAsync(target, (await BackUpAsync(from, folder)).File);
        await using var db = target.Open();
        var key = new DataProtectionKey { Xml = "<next/>" };
        db.Add(key);
        await db.SaveChangesAsync();
        Assert.Equal(3, key.Id);
    }

    [Fact]
    public async Task Background_work_that_somebody_did_when_it_was_copied_is_free_where_it_is_restored()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await EveryTable.FillAsync(from);
        await using var target = TestDatabase.Empty(kind);
        await RestoreAsync(target, (await BackUpAsync(from, folder)).File);
        await using var db = target.Open();
        Assert.Equal([NodaConstants.UnixEpoch, NodaConstants.UnixEpoch], await db.Set<WorkLeaseRecord>().Select(lease => lease.Until).ToListAsync());
    }

    [Fact]
    public async Task Only_the_owner_may_read_a_backup()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        var made = await BackUpAsync(from, folder);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.File));
        Assert.Equal([made.File], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_there_is_written_over_only_when_asked()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await File.WriteAllTextAsync(folder.File("b.db"), "mine");
        Assert.Contains("--force", (await Assert.ThrowsAsync<UnusableInputException>(() => BackUpAsync(from, folder))).Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.File("b.db")));
        await BackupWriter.WriteAsync(from.Place, folder.File("b.db"), overwrite: true, Silent, default);
        Assert.Null(SqliteFile.Damage(folder.File("b.db")));
    }

    [Fact]
    public async Task Data_are_replaced_only_when_asked_and_kept_first()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        await from.Journal.AppendedAsync("run:1", 1, "b");
        var head = (await from.Journal.HeadAsync()).ToString();

        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(from, made.File));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, await from.Journal.VersionAsync("run:1"));

        var done = await RestoreAsync(from, made.File, replace: true);
        Assert.Equal((made.Journal!.Head, head), (done.After.Head, done.Kept!.Journal!.Head));
        Assert.Equal(1, await from.Journal.VersionAsync("run:1"));

        await RestoreAsync(from, done.Kept.File, replace: true);
        Assert.Equal(2, await from.Journal.VersionAsync("run:1"));
    }

    [Fact]
    public async Task A_backup_of_a_newer_Slipway_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        Execute(made.File, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0')");
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(from, made.File, replace: true));
        Assert.Contains("newer Slipway (it knows FromTheFuture)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await from.Journal.VersionAsync("run:1"));
    }

    [Fact]
    public async Task An_older_backup_is_brought_to_this_version()
    {
        using var folder = new TemporaryFolder();
        await using var older = TestDatabase.Empty(kind);
        await using (var db = older.Open())
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await older.ExecuteAsync("INSERT INTO data_protection_keys (xml) VALUES ('<precious/>')");
        await older.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(older, folder);
        Assert.Null(made.Journal);

        await using var target = TestDatabase.Empty(kind);
        var done = await RestoreAsync(target, made.File);
        Assert.True(done.After.Ok);
        await target.Migrator.RequireCurrentAsync();
        await using var now = target.Open();
        Assert.Equal("<precious/>", (await now.Set<DataProtectionKey>().SingleAsync()).Xml);
        Assert.Equal(1, await target.Journal.VersionAsync("run:1"));
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var target = TestDatabase.Empty(kind);
        Assert.Contains("no file", (await RefusedAsync("nothing.db")).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File("text.db"), new string('x', 5000));
        Assert.Contains("not a backup", (await RefusedAsync("text.db")).Message, StringComparison.Ordinal);
        using (var other = SqliteFile.Open(folder.File("other.db"), SqliteOpenMode.ReadWriteCreate))
            SqliteFile.Rows(other, "CREATE TABLE theirs (id INTEGER)");
        Assert.Contains("not one of Slipway", (await RefusedAsync("other.db")).Message, StringComparison.Ordinal);

        Task<UnusableInputException> RefusedAsync(string name) => Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(target, folder.File(name)));
    }

    [Fact]
    public async Task A_backup_whose_journal_is_broken_is_restored_only_when_asked()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(kind);
        await from.Journal.AppendedAsync("run:1", 0, "a", "b");
        await from.ExecuteAsync("UPDATE journal_entries SET actor = 'somebody' WHERE version = 1");
        var made = await BackUpAsync(from, folder);
        Assert.False(made.Journal!.Ok);

        await using var target = TestDatabase.Empty(kind);
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(target, made.File));
        Assert.Contains("entry 1 of run:1 was changed", refused.Message, StringComparison.Ordinal);
        var done = await RestoreAsync(target, made.File, evenIfBroken: true);
        Assert.False(done.After.Ok);
        Assert.Equal(2, await target.Journal.VersionAsync("run:1"));
    }

    protected static void Silent(string table, long rows)
    {
    }

    private protected static async Task<BackupMade> BackUpAsync(TestDatabase database, TemporaryFolder folder) =>
        await BackupWriter.WriteAsync(database.Place, folder.File("b.db"), overwrite: false, Silent, default);

    private protected static async Task<RestoreDone> RestoreAsync(TestDatabase database, string file, bool replace = false, bool evenIfBroken = false)
    {
        await database.RestAsync();
        return await new Restore(database.Place, new(file, replace, null, evenIfBroken), Silent).RunAsync(default);
    }

    protected static void Execute(string file, string sql)
    {
        using var connection = SqliteFile.Open(file, SqliteOpenMode.ReadWrite);
        SqliteFile.Rows(connection, sql);
    }
}

public sealed class RestoreTestsOnSqlite() : RestoreTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_damaged_database_is_kept_as_it_lies_there()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        await from.RestAsync();
        await File.WriteAllTextAsync(from.Place.DatabaseFile, new string('x', 5000));

        var done = await RestoreAsync(from, made.File, replace: true);

        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(done.Kept!.File));
        Assert.Equal(1, await from.Journal.VersionAsync("run:1"));
    }

    [Fact]
    public async Task What_a_dead_server_left_in_its_write_ahead_file_is_kept_and_not_played_into_what_was_restored()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        await from.Journal.AppendedAsync("run:1", 1, "only in the write-ahead file");
        using var dead = new TemporaryFolder();
        foreach (var name in (string[])["slipway.db", "slipway.db-wal"])
            File.Copy(Path.Combine(from.Place.DataFolder!, name), dead.File(name));
        Assert.True(new FileInfo(dead.File("slipway.db-wal")).Length > 0);

        var done = await new Restore(DatabasePlace.Folder(dead.Path), new(made.File, true, null, false), Silent).RunAsync(default);

        Assert.Equal((1, 2), (done.After.Entries, done.Kept!.Journal!.Entries));
        Assert.False(File.Exists(dead.File("slipway.db-wal")));
    }

    [Fact]
    public async Task A_folder_that_another_program_has_open_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        await from.RestAsync();
        using var reading = SqliteFile.Open(from.Place.DatabaseFile, SqliteOpenMode.ReadWrite);
        SqliteFile.Rows(reading, "BEGIN; SELECT count(*) FROM journal_entries");
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(from, made.File, replace: true));
        Assert.Contains("open in another program", refused.Message, StringComparison.Ordinal);
    }
}

public sealed class RestoreTestsOnPostgres() : RestoreTests(DatabaseKind.Postgres)
{
    [Fact]
    public async Task A_database_with_a_server_on_it_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Postgres);
        var made = await BackUpAsync(from, folder);
        await from.RestAsync();
        await using var node = from.Again();
        await node.Journal.VersionAsync("run:1");
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(from, made.File, replace: true));
        Assert.Contains("a Slipway server is connected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_others_are_never_taken_away()
    {
        using var folder = new TemporaryFolder();
        await using var from = await TestDatabase.MigratedAsync(DatabaseKind.Postgres);
        await from.Journal.AppendedAsync("run:1", 0, "a");
        var made = await BackUpAsync(from, folder);
        await from.ExecuteAsync("CREATE TABLE theirs (id integer)");
        var refused = await Assert.ThrowsAsync<UnusableInputException>(() => RestoreAsync(from, made.File, replace: true));
        Assert.Contains("not Slipway's", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await from.Journal.VersionAsync("run:1"));
        await from.ExecuteAsync("SELECT count(*) FROM theirs");
    }

    [Fact]
    public async Task Both_databases_have_the_same_steps()
    {
        await using var postgres = TestDatabase.Empty(DatabaseKind.Postgres);
        await using var sqlite = TestDatabase.Empty(DatabaseKind.Sqlite);
        await using var here = postgres.Open();
        await using var there = sqlite.Open();
        Assert.Equal(here.Database.GetMigrations().Select(SqliteFile.StepName), there.Database.GetMigrations().Select(SqliteFile.StepName));
    }

    [Fact]
    public async Task Every_column_can_be_copied()
    {
        await using var postgres = await TestDatabase.MigratedAsync(DatabaseKind.Postgres);
        await using var sqlite = await TestDatabase.MigratedAsync(DatabaseKind.Sqlite);
        await using var there = await postgres.Get<NpgsqlDataSource>().OpenConnectionAsync();
        using var here = SqliteFile.Open(sqlite.Place.DatabaseFile, SqliteOpenMode.ReadOnly);
        var tables = await TableShape.AllAsync(here, there, default);
        await using var db = postgres.Open();
        Assert.Equal(db.Model.GetEntityTypes().Where(type => !type.IsMappedToJson()).Select(type => type.GetTableName()!).Distinct().Order(), tables.Select(table => table.Name).Order());
    }
}
