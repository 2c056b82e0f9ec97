using Slipway.Platform.Web;

namespace Slipway.Platform.Following;

public static class FollowServices
{
    public static void AddFollowing(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton<FollowState>();
        services.AddSingleton<RoleKeeper>();
        services.AddSingleton<FollowApi>();
        services.AddSingleton<PeerWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<PeerWatch>());
        if (settings.Follow is not null)
            services.AddHostedService<Follower>();
    }
}
