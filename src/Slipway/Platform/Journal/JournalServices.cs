using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

public static class JournalServices
{
    public static void AddJournal(this IServiceCollection services, DatabasePlace place, bool isCopy = false)
    {
        if (isCopy)
            services.AddSingleton<JournalStore, FollowedJournal>();
        else if (place.IsSqlite)
            services.AddSingleton<JournalStore, SqliteJournalStore>();
        else
            services.AddSingleton<JournalStore, PostgresJournalStore>();
        services.AddSingleton<JournalVerifier>();
        services.AddSingleton<SharedVerdict>();
        services.AddSingleton<JournalEraser>();
        services.AddSingleton<ClockWatch>();
    }
}
