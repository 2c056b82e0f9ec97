namespace Slipway.Platform.Journal;

/// <summary>What became of an act that was offered to the journal.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>It is on the disk.</summary>
    public sealed record Appended(long Version, IReadOnlyList<JournalEntry> Entries) : AppendResult;

    /// <summary>Somebody else was first: reload from the version that the caller knew, and decide again.</summary>
    public sealed record Conflict(long CurrentVersion) : AppendResult;

    /// <summary>This command was taken before; its entries, and the version after them.</summary>
    public sealed record AlreadyThere(long Version, IReadOnlyList<JournalEntry> Entries) : AppendResult;
}
