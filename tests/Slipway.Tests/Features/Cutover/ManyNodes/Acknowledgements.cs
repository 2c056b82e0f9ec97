using Slipway.Platform.Cli;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.ManyNodes;

/// <summary>What servers said yes to, beside what the journal holds.</summary>
internal static class Acknowledgements
{
    /// <summary>Each act that was acknowledged is there once, and nothing is there that nobody sent to its end.</summary>
    public static async Task CheckAsync(string database, Guid run, PatientClients acting)
    {
        await using var offline = await Offline.OnAsync(DatabasePlace.Postgres(database), default);
        var comments = (await offline.Get<JournalStore>().ReadAsync($"run:{run:N}")).Where(entry => entry.Data?.Contains("\"client ", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(comments.Count, comments.DistinctBy(entry => entry.CommandId).Count());
        var written = comments.ToDictionary(entry => entry.CommandId, entry => entry.Data!);
        Assert.All(acting.Acknowledged, act => Assert.Contains($"\"{act.Value.Text}\"", written[act.Key], StringComparison.Ordinal));
        Assert.Equal(acting.Acknowledged.Count, comments.Count);
        var verified = await SlipwayProcess.RunAsync(["journal", "verify", "--db", database]);
        Assert.True(verified.ExitCode == 0, verified.Results + verified.Words);
    }
}
