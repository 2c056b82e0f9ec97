using Slipway.Platform.Work;

namespace Slipway.Platform.Notices;

public static class NoticeServices
{
    /// <param name="settings">Null where nobody is told anything: then nothing is asked or done.</param>
    public static void AddNotices(this IServiceCollection services, NoticeSettings? settings)
    {
        services.AddSingleton<NoticeBox>();
        if (settings is null)
            return;
        services.AddSingleton(settings);
        services.AddSingleton<IBackgroundWork, NoticeDispatch>();
    }
}
