using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Cli;

/// <summary>Storage and journal for a command that runs without a server, or beside one on the same data.</summary>
public sealed class Offline : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Offline(ServiceProvider services) => this.services = services;

    /// <summary>Opens existing data of this version; throws when there are none.</summary>
    public static async Task<Offline> OnAsync(DatabasePlace place, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddStorage(place);
        services.AddJournal(place);
        var offline = new Offline(services.BuildServiceProvider());
        await offline.Get<DatabaseMigrator>().RequireCurrentAsync(cancellation);
        return offline;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
