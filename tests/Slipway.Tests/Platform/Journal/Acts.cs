using System.Text.Json;
using NodaTime;
using Slipway.Platform.Journal;

namespace Slipway.Tests.Platform.Journal;

/// <summary>Acts for journal tests.</summary>
internal static class Acts
{
    public static Instant At { get; } = Instant.FromUtc(2027, 2, 6, 2, 0);

    public static NewEntry Entry(string words, string type = "task-started") =>
        new(type, 1, At, "farah", JsonSerializer.SerializeToElement(new { words }));

    public static async Task<AppendResult.Appended> AppendedAsync(this JournalStore journal, string stream, long expected, params string[] words) =>
        Assert.IsType<AppendResult.Appended>(await journal.AppendAsync(stream, expected, Guid.CreateVersion7(), [.. words.Select(word => Entry(word))]));
}
