using System.Text.Json;
using Slipway.Platform.Journal;

namespace Slipway.Features.Cutover;

/// <summary>The fact, in the launch's own stream, that a live run took the launch's one place: the journal arbitrates, on any number of nodes.</summary>
internal static class LiveRunClaimed
{
    private const string Name = "live-run-claimed";

    public static NewEntry Entry(Run run) =>
        new(Name, 1, run.Record.Created, "slipway", JsonSerializer.SerializeToElement(new Data(run.Id), JsonSerializerOptions.Web));

    public static Guid Read(JournalEntry entry) => JsonSerializer.Deserialize<Data>(entry.Data!, JsonSerializerOptions.Web)!.Run;

    private sealed record Data(Guid Run);
}
