using Slipway.Platform.Journal;

namespace Slipway.Features.Cutover;

/// <summary>The one place of each launch for a live run that is not over.</summary>
public sealed class LivePlace(RunStore runs, JournalStore journal)
{
    /// <summary>Takes the place, or takes it again for a run that had ended; false while another run has it.</summary>
    public async Task<bool> TakeAsync(Run run, CancellationToken cancellation)
    {
        var stream = $"live:{run.Launch}";
        for (; ; )
        {
            var claims = await journal.ReadAsync(stream, cancellation: cancellation);
            if (claims.Count > 0 && LiveRunClaimed.Read(claims[^1]) is var last && last != run.Id && await runs.ReadAsync(last, cancellation) is { IsOpen: true, State.Version: > 0 })
                return false;
            var result = await journal.AppendAsync(stream, claims.Count, Guid.CreateVersion7(), [LiveRunClaimed.Entry(run)], cancellation: cancellation);
            if (result is AppendResult.Appended)
                return true;
        }
    }
}
