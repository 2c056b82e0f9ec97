using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Slipway.Platform.Storage;

public static class StorageServices
{
    /// <summary>So many statements that come again and again are kept ready by each connection to PostgreSQL.</summary>
    private const int MostPrepared = 50;

    /// <summary>
    /// So many connections to PostgreSQL unless its address says otherwise: four nodes stay below its usual 100. More would only make
    /// it open them when it has most to do, each of which costs it ten requests.
    /// </summary>
    private const int MostConnections = 20;

    /// <summary>So many contexts wait to be used again: making one costs more than most of what is asked of it.</summary>
    private const int MostContexts = 128;

    /// <summary>Registers <see cref="SlipwayDb"/> (scoped, and a factory for what lives longer) on the database at <paramref name="place"/>.</summary>
    public static void AddStorage(this IServiceCollection services, DatabasePlace place)
    {
        services.AddSingleton(place);
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        if (place.IsSqlite)
        {
            services.AddPooledDbContextFactory<SqliteSlipwayDb>(options => UseSqlite(options, place.DatabaseFile), MostContexts);
            services.AddSingleton<IDbContextFactory<SlipwayDb>, Factory<SqliteSlipwayDb>>();
        }
        else
        {
            services.AddSingleton(_ => DataSource(place.ConnectionString!));
            services.AddPooledDbContextFactory<PostgresSlipwayDb>((provider, options) => UsePostgres(options, provider.GetRequiredService<NpgsqlDataSource>()), MostContexts);
            services.AddSingleton<IDbContextFactory<SlipwayDb>, Factory<PostgresSlipwayDb>>();
        }
        // One registration: a scope that disposed of a context twice would give it back while somebody else has it.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContext());
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<Installation>();
    }

    private static void UseSqlite(DbContextOptionsBuilder options, string file) =>
        options.UseSqlite(SqliteConnections.ConnectionString(file)).AddInterceptors(new SqliteConnections()).ConfigureWarnings(Quiet);

    private static void UsePostgres(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source, npgsql => npgsql.UseNodaTime()).ConfigureWarnings(Quiet);

    private static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Planning a statement costs the database as much as doing it. Nothing is set for a whole session that would have to be
        // undone after it: the one connection that listens ends with the server, or by being broken.
        builder.ConnectionStringBuilder.MaxAutoPrepare = MostPrepared;
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        // Not ContainsKey, which says whether there is such a setting at all.
        if (!builder.ConnectionStringBuilder.ShouldSerialize("Maximum Pool Size"))
            builder.ConnectionStringBuilder.MaxPoolSize = MostConnections;
        builder.UseNodaTime();
        return builder.Build();
    }

    // EF logs each failing command as an error before it throws; whoever catches the exception says what matters.
    // SQLite rebuilds a table with foreign keys off, which no transaction covers: an older database was copied before that.
    private static void Quiet(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(RelationalEventId.ConnectionError, RelationalEventId.CommandError, CoreEventId.QueryIterationFailed, CoreEventId.SaveChangesFailed, RelationalEventId.NonTransactionalMigrationOperationWarning);

    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<SlipwayDb>
        where TContext : SlipwayDb
    {
        public SlipwayDb CreateDbContext() => inner.CreateDbContext();
    }
}
