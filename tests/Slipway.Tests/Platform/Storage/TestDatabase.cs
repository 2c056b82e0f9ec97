using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Npgsql;
using Slipway.Platform.Identity;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;
using Slipway.Testing.Databases;

namespace Slipway.Tests.Platform.Storage;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>A database of either kind with storage and journal on it; several may be opened on the same place, as nodes do.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder? folder;
    private readonly string? postgres;
    private readonly ServiceProvider services;

    private TestDatabase(DatabasePlace place, FakeClock clock, TemporaryFolder? folder, string? postgres)
    {
        (Place, Clock, this.folder, this.postgres) = (place, clock, folder, postgres);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IClock>(clock);
        collection.AddStorage(place);
        collection.AddJournal(place);
        collection.AddTokens();
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public DatabasePlace Place { get; }
    public FakeClock Clock { get; }
    public JournalStore Journal => services.GetRequiredService<JournalStore>();
    public JournalVerifier Verifier => services.GetRequiredService<JournalVerifier>();
    public IDbContextFactory<SlipwayDb> Databases => services.GetRequiredService<IDbContextFactory<SlipwayDb>>();
    public DatabaseMigrator Migrator => services.GetRequiredService<DatabaseMigrator>();

    /// <summary>An empty database, not migrated. Skips the test when the machine has no PostgreSQL.</summary>
    public static TestDatabase Empty(DatabaseKind kind)
    {
        var clock = new FakeClock(Instant.FromUtc(2027, 2, 6, 2, 0));
        if (kind == DatabaseKind.Sqlite)
        {
            var folder = new TemporaryFolder();
            return new(DatabasePlace.Folder(folder.Path), clock, folder, null);
        }
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var postgres = PostgresServer.NewDatabase();
        return new(DatabasePlace.Postgres(postgres), clock, null, postgres);
    }

    public static async Task<TestDatabase> MigratedAsync(DatabaseKind kind)
    {
        var database = Empty(kind);
        await database.Migrator.MigrateAsync();
        return database;
    }

    /// <summary>Another node, or a command line, on the same data.</summary>
    public TestDatabase Again() => new(Place, Clock, null, null);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public SlipwayDb Open() => services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContext();

    /// <summary>Closes what is kept open for later use, as if the node had ended.</summary>
    public async Task RestAsync()
    {
        if (Journal is IAsyncDisposable writing)
            await writing.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (postgres is not null)
            Get<NpgsqlDataSource>().Clear();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (postgres is not null)
            PostgresServer.GiveBack(postgres);
        if (folder is null)
            return;
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
