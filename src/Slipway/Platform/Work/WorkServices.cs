namespace Slipway.Platform.Work;

public static class WorkServices
{
    public static void AddBackgroundWork(this IServiceCollection services)
    {
        services.AddSingleton<NodeName>();
        services.AddSingleton<WorkLeases>();
        services.AddSingleton<WorkLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkLoop>());
    }
}
