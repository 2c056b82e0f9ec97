using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public sealed class CompiledModelTests
{
    [Fact]
    public void The_compiled_model_of_SQLite_is_what_the_code_says() => RequireSame<SqliteSlipwayDb>(DatabasePlace.Folder("nowhere"));

    [Fact]
    public void The_compiled_model_of_PostgreSQL_is_what_the_code_says() => RequireSame<PostgresSlipwayDb>(DatabasePlace.Postgres("Host=nowhere"));

    /// <summary>Where it is not, the model changed and scripts/migration was not called.</summary>
    private static void RequireSame<TContext>(DatabasePlace place)
        where TContext : SlipwayDb
    {
        var services = new ServiceCollection();
        services.AddStorage(place);
        using var provider = services.BuildServiceProvider();
        using var db = provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
        Assert.IsType<RuntimeModel>(db.Model, exactMatch: false);
        Assert.Equal(Told(db.GetService<IDesignTimeModel>().Model), Told(db.Model));
    }

    private static string Told(IModel model) => model.ToDebugString(MetadataDebugStringOptions.ShortDefault);
}
