using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Slipway.Platform.Storage;

namespace Slipway.Tests.Platform.Storage;

public sealed class StorageServicesTests
{
    [Theory]
    [InlineData("Host=nowhere", 20)]
    [InlineData("Host=nowhere;Maximum Pool Size=7", 7)]
    [InlineData("Host=nowhere;Maximum Pool Size=100", 100)]
    [InlineData("postgres://me:secret@nowhere/launch", 20)]
    public async Task A_node_opens_as_many_connections_as_its_address_says_or_twenty(string written, int most)
    {
        var services = new ServiceCollection();
        services.AddStorage(DatabasePlace.Postgres(written));
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(most, new NpgsqlConnectionStringBuilder(provider.GetRequiredService<NpgsqlDataSource>().ConnectionString).MaxPoolSize);
    }
}
