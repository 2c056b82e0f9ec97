using Microsoft.EntityFrameworkCore;

namespace Slipway.Platform.Storage.Copying;

/// <summary>Storage alone, on a place of its own.</summary>
internal sealed class StorageOn : IAsyncDisposable, IDisposable
{
    private readonly ServiceProvider services;

    public StorageOn(DatabasePlace place)
    {
        var collection = new ServiceCollection();
        collection.AddStorage(place);
        services = collection.BuildServiceProvider();
    }

    public SlipwayDb Open() => services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContext();

    public void Dispose() => services.Dispose();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
