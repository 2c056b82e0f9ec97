using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Live;

public static class LiveServices
{
    public static void AddLive(this IServiceCollection services, DatabasePlace place)
    {
        services.AddSingleton<LiveHub>();
        services.AddHostedService<LiveFromJournal>();
        if (!place.IsSqlite)
            services.AddHostedService<LiveBetweenNodes>();
    }
}

/// <summary>Durable first, visible second: what was committed is published.</summary>
internal sealed class LiveFromJournal(JournalStore journal, LiveHub hub) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Committed += Publish;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Committed -= Publish;
        return Task.CompletedTask;
    }

    private void Publish(IReadOnlyList<JournalEntry> entries) => hub.Publish(entries[^1].Stream);
}
