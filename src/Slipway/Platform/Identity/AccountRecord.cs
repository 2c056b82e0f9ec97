using System.Text.Json;
using NodaTime;
using Slipway.Platform.Journal;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Identity;

/// <summary>What happened to accounts and tokens, in a journal stream of its own.</summary>
public sealed class AccountRecord(JournalStore journal, IClock clock)
{
    public const string Stream = "accounts";

    /// <param name="type">A past fact: <c>token-made</c>.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="data">What it was about; never a secret.</param>
    public Task NoteAsync(string type, string by, object data, CancellationToken cancellation) =>
        // Who looks at a copy changes nothing in it; the main one knows nothing of that.
        journal.IsCopy ? Task.CompletedTask : journal.RecordAsync(Stream, [new(type, 1, clock.Now(), by, JsonSerializer.SerializeToElement(data, SlipwayJson.Options))], cancellation);
}
