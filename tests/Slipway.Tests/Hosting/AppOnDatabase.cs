using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Storage;
using Slipway.Testing.Databases;
using Slipway.Tests.Platform.Storage;

namespace Slipway.Tests.Hosting;

/// <summary>The whole web program on a database of either kind.</summary>
public sealed class AppOnDatabase : IAsyncDisposable
{
    private readonly string? postgres;

    private AppOnDatabase(SlipwayApp app, string? postgres) => (App, this.postgres) = (app, postgres);

    public SlipwayApp App { get; }

    /// <summary>With the sample launch in it. Skips the test when the machine has no PostgreSQL.</summary>
    public static async Task<AppOnDatabase> StartAsync(DatabaseKind kind, Action<IServiceCollection>? adjust = null)
    {
        if (kind == DatabaseKind.Sqlite)
            return new(await SlipwayApp.StartAsync(adjust: adjust), null);
        Assert.SkipUnless(PostgresServer.Installed, "PostgreSQL is not installed (apt-get install postgresql).");
        var postgres = PostgresServer.NewDatabase();
        return new(await SlipwayApp.StartAsync(settings => settings with { Place = DatabasePlace.Postgres(postgres) }, adjust), postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (postgres is not null)
            PostgresServer.GiveBack(postgres);
    }
}
