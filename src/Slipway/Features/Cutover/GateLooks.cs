using System.Text.Json;
using NodaTime;
using Slipway.Platform;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>
/// Who has looked at what a gate is decided on: criteria, votes, forecast. In a stream beside the run's own, since looking
/// changes no run; once for each person and decision.
/// </summary>
public sealed class GateLooks(JournalStore journal, IClock clock)
{
    private const string Type = "gate-viewed";

    /// <summary>Who looked before the coming decision, the first first; while the run is open the reader becomes one of them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="gate">The gate's task.</param>
    /// <param name="reader">Who looks now.</param>
    /// <param name="cancellation">Of the request.</param>
    public async Task<IReadOnlyList<string>> LookAsync(Run run, string gate, string reader, CancellationToken cancellation)
    {
        var (stream, decision) = ($"gate-looks:{run.Id:N}", run.State.Tasks[gate].Gate!.Decisions.Count + 1);
        var looks = (await journal.ReadAsync(stream, cancellation: cancellation))
            .Where(entry => entry.Data is { } data && JsonSerializer.Deserialize<Look>(data, SlipwayJson.Options) == new Look(gate, decision))
            .Select(entry => entry.Actor)
            .ToList();
        if (!run.IsOpen || journal.IsCopy || looks.Contains(reader))
            return looks;
        await journal.RecordAsync(stream, [new(Type, 1, clock.Now(), reader, JsonSerializer.SerializeToElement(new Look(gate, decision), SlipwayJson.Options))], cancellation);
        return [.. looks, reader];
    }

    private sealed record Look(string Task, int Decision);
}
