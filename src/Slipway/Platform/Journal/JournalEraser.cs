using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>
/// Takes personal words out of entries for good: data and salt go, the digest stays and the chain holds. The erasure is
/// recorded first, in a stream of its own, so that words that vanish in any other way are found out.
/// </summary>
public sealed class JournalEraser(JournalStore journal, IDbContextFactory<SlipwayDb> databases)
{
    public const string Stream = "erasures";

    /// <param name="reason">Why; kept for ever, so without personal words.</param>
    public async Task EraseAsync(string stream, long version, Instant at, string actor, string reason, CancellationToken cancellation = default)
    {
        var data = JsonSerializer.SerializeToElement(new { stream, version, reason });
        await journal.RecordAsync(Stream, [new("words-erased", 1, at, actor, data)], cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<JournalEntry>()
            .Where(entry => entry.Stream == stream && entry.Version == version)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Data, (string?)null).SetProperty(entry => entry.Salt, (byte[]?)null), cancellation);
    }

    /// <summary>The entries whose erasure is recorded.</summary>
    internal static async Task<HashSet<(string Stream, long Version)>> RecordedAsync(SlipwayDb db, CancellationToken cancellation)
    {
        var records = await db.Set<JournalEntry>().Where(entry => entry.Stream == Stream && entry.Data != null).Select(entry => entry.Data!).ToListAsync(cancellation);
        var recorded = new HashSet<(string, long)>();
        foreach (var record in records)
        {
            try
            {
                var data = JsonElement.Parse(record);
                recorded.Add((data.GetProperty("stream").GetString()!, data.GetProperty("version").GetInt64()));
            }
            catch (Exception changed) when (changed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                // A record that was tampered with erases nothing; the chain shows that it was changed.
            }
        }
        return recorded;
    }
}
