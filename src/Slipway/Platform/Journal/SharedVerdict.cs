using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// The last verification of the journal, for everybody who looks at it: reading it all costs as much as there is of it,
/// and whoever opens a page twice learns nothing new by that.
/// </summary>
public sealed class SharedVerdict(JournalVerifier verifier, IClock clock) : IDisposable
{
    private static readonly Duration Kept = Duration.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private (JournalVerdict Verdict, Instant At)? last;

    /// <summary>A verdict not older than half a minute that covers a stream up to a version, its head noted.</summary>
    public async Task<JournalVerdict> CoveringAsync(string stream, long version, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = clock.Now();
            if (last is { } kept && now - kept.At < Kept && now >= kept.At && (!kept.Verdict.Ok || kept.Verdict.Covers(stream, version)))
                return kept.Verdict;
            var verdict = await verifier.VerifyAndNoteAsync(null, cancellation);
            last = (verdict, now);
            return verdict;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
