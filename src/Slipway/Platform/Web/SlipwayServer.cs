using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Slipway.Platform.Following;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Web;

/// <summary>The web program while it serves: from the lock on the data folder to the last answer.</summary>
public sealed class SlipwayServer : IAsyncDisposable
{
    private readonly DataFolderLock? folderLock;

    private SlipwayServer(WebApplication app, DataFolderLock? folderLock) => (App, this.folderLock) = (app, folderLock);

    public WebApplication App { get; }

    /// <summary>The first address that it listens on.</summary>
    public Uri Address => new(App.Urls.First());

    /// <param name="adjust">Changes services before the container is built; for tests.</param>
    public static async Task<SlipwayServer> StartAsync(
        ServerSettings settings, IReadOnlyList<IFeature> features, Action<IServiceCollection>? adjust = null, CancellationToken cancellation = default)
    {
        var folderLock = settings.Place.IsSqlite ? DataFolderLock.Take(settings.Place) : null;
        if (folderLock is not null)
            RequireHere(settings, folderLock);
        WebApplication? app = null;
        // Beside the program's putting together, each on a core of its own. Two pools of connections to PostgreSQL would cost more than this gains.
        var early = settings.Place.IsSqlite ? Task.Run(() => MigrateAsync(settings, cancellation), CancellationToken.None) : null;
        List<Task> beside = [];
        try
        {
            app = WebProgram.Build(settings, features, adjust);
            beside.Add(Task.Run(() => KnowPages(app), cancellation));
            Say(app, await (early ?? app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(settings.CopyFolder, cancellation)));
            // A copy's keys are those of the main one.
            if (settings.Follow is null)
                beside.Add(Task.Run(() => KnowKeys(app), cancellation));
            if (settings.Follow is { } wish)
                await FollowFolder.BeginAsync(settings.Place, wish, settings.Words, cancellation);
            await app.Services.GetRequiredService<Installation>().DecideAsync(AsksForSample(settings), cancellation);
            if (settings.Follow is null)
                foreach (var feature in features)
                    await feature.PrepareAsync(app.Services, settings, cancellation);
            await Task.WhenAll(beside);
            await app.Services.GetRequiredService<PeerWatch>().AskAllAsync(cancellation);
            if (app.Services.GetRequiredService<RoleKeeper>().ReplacedBy is not null)
                MovedMark.Refuse(settings.Place);
            await ListenAsync(app, cancellation);
            return new(app, folderLock);
        }
        catch
        {
            await Task.WhenAll(beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (app is not null)
                await app.DisposeAsync();
            // Nobody else may have the folder while it is still being brought up to date.
            await Task.WhenAny(early ?? Task.CompletedTask);
            folderLock?.Dispose();
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellation) => App.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        folderLock?.Dispose();
    }

    private static void RequireHere(ServerSettings settings, DataFolderLock folderLock)
    {
        try
        {
            if (settings.Follow is { } wish)
            {
                FollowFolder.Prepare(settings.Place, wish, settings.Words);
                return;
            }
            FollowFolder.RefuseCopy(settings.Place);
            if (settings.MovedBack)
                ComeBack(settings.Place);
            MovedMark.Refuse(settings.Place);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Where another was promoted meanwhile, this one is the newer one from now on.</summary>
    private static void ComeBack(DatabasePlace place)
    {
        if (MovedMark.Replaced(place) is var (generation, by))
            (PlaceRole.Read(place).With(by) with { Generation = generation + 1 }).Write(place);
        MovedMark.Remove(place);
    }

    /// <summary>A copy lets people choose who they are where the main one does.</summary>
    private static bool AsksForSample(ServerSettings settings) =>
        settings.Follow is null ? settings.IsSample : PlaceRole.Read(settings.Place).Follows!.Sample;

    /// <summary>Brings the database to this version with services of its own, for the program's are still being put together.</summary>
    private static async Task<MigrationOutcome> MigrateAsync(ServerSettings settings, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddStorage(settings.Place);
        await using var storage = services.BuildServiceProvider();
        return await storage.GetRequiredService<DatabaseMigrator>().MigrateAsync(settings.CopyFolder, cancellation);
    }

    /// <summary>Finds all pages, which the first request would else wait for; beside the database, on another core.</summary>
    private static void KnowPages(IEndpointRouteBuilder app)
    {
        foreach (var source in app.DataSources)
            _ = source.Endpoints;
    }

    /// <summary>Reads the keys that protect cookies and forms, or makes the first, which listening would else wait for.</summary>
    private static void KnowKeys(WebApplication app) => app.Services.GetDataProtectionProvider().CreateProtector(nameof(KnowKeys)).Protect([]);

    private static void Say(WebApplication app, MigrationOutcome outcome)
    {
        if (outcome is { Before: > 0, Added: > 0 })
            app.Logger.LogInformation("Brought the data to this version ({Added} steps). {Backup}", outcome.Added,
                outcome.Backup is { } file ? $"As they were before: {file}" : "No copy was made.");
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UnusableInputException($"{taken.Message} Stop what uses it, or name another address: --urls http://localhost:5081", taken);
        }
    }
}
