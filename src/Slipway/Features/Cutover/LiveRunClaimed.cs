using System.Text.Json;
using Slipway.Platform.Journal;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>The fact, in the launch's own stream, that a live run took the launch's one place: the journal arbitrates, on any number of nodes.</summary>
/// <param name="Run">Which run.</param>
/// <param name="Command">The id of the act that opens the run; null in claims of version 1.</param>
/// <param name="Version">The run's version before that act.</param>
/// <param name="Act">The act, for whoever finds the claim before it.</param>
internal sealed record LiveRunClaimed(Guid Run, Guid? Command, long Version, IReadOnlyList<RunEvent> Act)
{
    private const string Name = "live-run-claimed";

    public static NewEntry Entry(Run run, Guid command, IReadOnlyList<RunEvent> act) =>
        new(Name, 2, act[^1].Received, RunCommand.Clock, JsonSerializer.SerializeToElement(
            new Data(run.Id, command, run.State.Version, [.. act.Select(happened => new Happened(RunEventJson.Name(happened), RunEventJson.CurrentVersion, RunEventJson.Write(happened)))]),
            JsonSerializerOptions.Web));

    public static LiveRunClaimed Read(JournalEntry entry)
    {
        var data = JsonSerializer.Deserialize<Data>(entry.Data!, JsonSerializerOptions.Web)!;
        return new(data.Run, data.Command, data.Version, [.. (data.Act ?? []).Select(happened => RunEventJson.Read(happened.Type, happened.Version, happened.Data.GetRawText()))]);
    }

    private sealed record Data(Guid Run, Guid? Command, long Version, IReadOnlyList<Happened>? Act);

    private sealed record Happened(string Type, int Version, JsonElement Data);
}
