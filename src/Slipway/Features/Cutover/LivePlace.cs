using Slipway.Platform.Journal;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>The one place of each launch for a live run that is not over.</summary>
/// <remarks>
/// Two streams cannot be written at once. So a claim says for which act the run takes the place, and who finds a claim
/// whose act is not there yet writes it: a run that has the place is open for everybody, though its server died in between.
/// </remarks>
public sealed class LivePlace(RunStore runs, JournalStore journal)
{
    /// <summary>Takes the place, or takes it again for a run that had ended; false while another run has it. Nobody's going away ends it halfway.</summary>
    /// <param name="run">The run as it is before the act.</param>
    /// <param name="command">The act's id.</param>
    /// <param name="act">What opens the run; the caller writes it next.</param>
    public async Task<bool> TakeAsync(Run run, Guid command, IReadOnlyList<RunEvent> act)
    {
        var stream = $"live:{run.Launch}";
        for (; ; )
        {
            var claims = await journal.ReadAsync(stream);
            if (claims.Count > 0)
            {
                var last = LiveRunClaimed.Read(claims[^1]);
                if (last.Run == run.Id && last.Command == command)
                    return true;
                if (last.Run != run.Id && await runs.ReadAsync(last.Run, CancellationToken.None) is { } other && await CarriedOnAsync(other, last) is { IsOpen: true, State.Version: > 0 })
                    return false;
            }
            if (await journal.AppendAsync(stream, claims.Count, Guid.CreateVersion7(), [LiveRunClaimed.Entry(run, command, act)]) is AppendResult.Appended)
                return true;
        }
    }

    /// <summary>The run of a claim, with the claim's act if that was not there yet and still can be.</summary>
    private async Task<Run> CarriedOnAsync(Run run, LiveRunClaimed claim)
    {
        if (claim.Command is not { } command || run.State.Version != claim.Version)
            return run;
        await runs.AppendAsync(run, command, claim.Act, CancellationToken.None);
        return (await runs.ReadAsync(run.Id, CancellationToken.None))!;
    }
}
