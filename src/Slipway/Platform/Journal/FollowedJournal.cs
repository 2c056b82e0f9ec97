using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Following;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>The journal of a copy: what comes is the main one's, and nothing is written here.</summary>
internal sealed class FollowedJournal(IDbContextFactory<SlipwayDb> databases, IClock clock, FollowState state) : JournalStore(databases, clock)
{
    /// <summary>The main one writes.</summary>
    public override bool WritesAlone => false;

    public override bool IsCopy => true;

    /// <summary>Says that entries came.</summary>
    public async Task HearAsync(IEnumerable<string> streams, CancellationToken cancellation)
    {
        foreach (var stream in streams)
        {
            if (await VersionAsync(stream, cancellation) is > 0 and var version && await ReadAsync(stream, version - 1, 1, cancellation) is { Count: > 0 } last)
                Tell(last);
        }
    }

    private protected override Task<AppendResult> WriteAsync(PreparedAct act) =>
        throw new InvalidOperationException($"This is a copy that follows {state.Url}: nothing is written in it.");
}
