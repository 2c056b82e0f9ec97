using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Identity;

namespace Slipway.Platform.Storage;

/// <summary>
/// The one database. Entities and their mappings (<see cref="IEntityTypeConfiguration{TEntity}"/>) live in the files of
/// the feature or platform part that owns them and are found by reflection; each database has a derived context, so
/// that two migration sets can live in one assembly.
/// </summary>
public abstract class SlipwayDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(SlipwayDb).Assembly);
        PlainNames.Apply(builder);
    }
}

public sealed class SqliteSlipwayDb(DbContextOptions<SqliteSlipwayDb> options) : SlipwayDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => NodaTimeOnSqlite.Apply(configurationBuilder);
}

public sealed class PostgresSlipwayDb(DbContextOptions<PostgresSlipwayDb> options) : SlipwayDb(options);
