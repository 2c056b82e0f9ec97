namespace Slipway.Platform.Journal;

/// <summary>What a verification of the whole journal found.</summary>
/// <param name="Streams">How many streams were read.</param>
/// <param name="Entries">How many entries were read; with a fault, until it was found.</param>
/// <param name="Erased">Entries whose words were erased, with a record of it.</param>
/// <param name="Head">The head of what is there; null with a fault, and where it was to be noted and could not be.</param>
/// <param name="Fault">The first thing that is wrong; null when all is well.</param>
public sealed record JournalVerdict(int Streams, long Entries, long Erased, string? Head, JournalFault? Fault)
{
    public bool Ok => Fault is null;

    /// <summary>The last position of each stream that was read.</summary>
    internal IReadOnlyList<StreamPosition> Ends { get; init; } = [];

    /// <summary>Whether a stream was read up to this version.</summary>
    public bool Covers(string stream, long version) => Ends.Any(end => end.Stream == stream && end.Version >= version);
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Stream">Where; null when it cannot be said.</param>
/// <param name="Version">The first broken or missing entry of that stream.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record JournalFault(JournalFaultKind Kind, string? Stream, long? Version, string Message);

public enum JournalFaultKind
{
    /// <summary>The database file itself is damaged.</summary>
    Damaged,

    /// <summary>An entry is not what was written.</summary>
    Changed,

    /// <summary>An entry is missing between others.</summary>
    Missing,

    /// <summary>A stream's last entries are missing.</summary>
    TailCut,

    /// <summary>A whole stream is missing.</summary>
    StreamMissing,

    /// <summary>The entries hold together and are not those that were there: the chain was computed anew.</summary>
    Recomputed,

    /// <summary>Words are gone and nobody recorded that they were erased.</summary>
    ErasedSilently,

    /// <summary>The note of a head that was taken is not what was written.</summary>
    HeadChanged,

    /// <summary>The head given is not one of this journal, or its note was removed.</summary>
    HeadUnknown,
}
