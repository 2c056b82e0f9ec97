using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Slipway.Platform.Storage;

public static class StorageServices
{
    /// <summary>So many statements that come again and again are kept ready by each connection to PostgreSQL.</summary>
    private const int MostPrepared = 50;

    /// <summary>Registers <see cref="SlipwayDb"/> (scoped, and a factory for what lives longer) on the database at <paramref name="place"/>.</summary>
    public static void AddStorage(this IServiceCollection services, DatabasePlace place)
    {
        services.AddSingleton(place);
        services.Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        if (place.IsSqlite)
        {
            services.AddDbContextFactory<SqliteSlipwayDb>(options => UseSqlite(options, place.DatabaseFile));
            services.AddScoped<SlipwayDb>(provider => provider.GetRequiredService<SqliteSlipwayDb>());
            services.AddSingleton<IDbContextFactory<SlipwayDb>, Factory<SqliteSlipwayDb>>();
        }
        else
        {
            services.AddSingleton(_ => DataSource(place.ConnectionString!));
            services.AddDbContextFactory<PostgresSlipwayDb>((provider, options) => UsePostgres(options, provider.GetRequiredService<NpgsqlDataSource>()));
            services.AddScoped<SlipwayDb>(provider => provider.GetRequiredService<PostgresSlipwayDb>());
            services.AddSingleton<IDbContextFactory<SlipwayDb>, Factory<PostgresSlipwayDb>>();
        }
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
