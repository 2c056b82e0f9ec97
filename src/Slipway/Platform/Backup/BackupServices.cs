using Slipway.Platform.Web;

namespace Slipway.Platform.Backup;

public static class BackupServices
{
    public static void AddMirror(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<MirrorState>();
        if (settings is { Mirror: not null, Place.IsSqlite: true })
            services.AddHostedService<Mirror>();
    }
}
