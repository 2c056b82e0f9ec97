using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Slipway.Platform.Storage;

/// <summary>For <c>dotnet ef</c> only, which needs a model and no database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteSlipwayDb>
{
    public SqliteSlipwayDb CreateDbContext(string[] args) => DesignTime.Create<SqliteSlipwayDb>(DatabasePlace.Folder("data"));
}

/// <inheritdoc cref="SqliteDesignTime"/>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresSlipwayDb>
{
    public PostgresSlipwayDb CreateDbContext(string[] args) => DesignTime.Create<PostgresSlipwayDb>(DatabasePlace.Postgres("Host=localhost"));
}

file static class DesignTime
{
    public static TContext Create<TContext>(DatabasePlace place)
        where TContext : SlipwayDb
    {
        var services = new ServiceCollection();
        services.AddStorage(place);
        return services.BuildServiceProvider().GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
    }
}
