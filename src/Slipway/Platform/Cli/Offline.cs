using NodaTime;
using Slipway.Platform.Identity;
using Slipway.Platform.Following;
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
        return await OpenAsync(place, migrator => migrator.RequireCurrentAsync(cancellation));
    }

    /// <summary>Opens data of this version; makes them where there are none, and brings older ones to it where it is certain that no server is running on them.</summary>
    public static async Task<Offline> OnOrNewAsync(DatabasePlace place, CancellationToken cancellation)
    {
        RequireOwn(place);
        using var free = place.IsSqlite ? DataFolderLock.TryTake(place) : null;
        if (place.IsSqlite && free is null)
            return await OnAsync(place, cancellation);
        return await OpenAsync(place, async migrator =>
        {
            // Of PostgreSQL nobody knows who else works on it: its tables are changed by servers alone.
            if (place.IsSqlite || await migrator.IsEmptyAsync(cancellation))
                await migrator.MigrateAsync(cancellation: cancellation);
            else
                await migrator.RequireCurrentAsync(cancellation);
        });
    }

    /// <summary>What is written in a copy, or in a place whose data are elsewhere, is lost.</summary>
    public static void RequireOwn(DatabasePlace place)
    {
        if (!place.IsSqlite)
            return;
        MovedMark.Refuse(place);
        FollowFolder.RefuseCopy(place);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static async Task<Offline> OpenAsync(DatabasePlace place, Func<DatabaseMigrator, Task> prepare)
    {
        var offline = Open(place);
        try
        {
            await prepare(offline.Get<DatabaseMigrator>());
            return offline;
        }
        catch
        {
            // Who looks for servers on a database must not find what is left of this.
            await offline.DisposeAsync();
            throw;
        }
    }

    private static Offline Open(DatabasePlace place)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddStorage(place);
        services.AddJournal(place);
        services.AddTokens();
        return new(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
