using System.Security.Cryptography;

namespace Slipway.Platform.Journal;

/// <summary>Follows the entries in order of stream and version, and keeps the hashes that recorded heads ask for.</summary>
internal sealed class ChainReading(HashSet<(string Stream, long Version)> erasures, ILookup<string, long> asked)
{
    private readonly Dictionary<(string Stream, long Version), byte[]> kept = [];
    private StreamPosition? last;

    public long Entries { get; private set; }
    public long Erased { get; private set; }

    /// <summary>The last position of each stream read so far.</summary>
    public Dictionary<string, StreamPosition> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>Where reading stands, for a fault that keeps an entry from being read at all.</summary>
    public StreamPosition? Last => last;

    public byte[]? HashAt(string stream, long version) => kept.GetValueOrDefault((stream, version));

    /// <summary>Takes the next entry; null when it is as it was written.</summary>
    public JournalFault? Take(JournalEntry entry)
    {
        var (before, hashBefore) = last?.Stream == entry.Stream ? (last.Version, last.Hash) : (0, HashChain.Start);
        if (entry.Version != before + 1)
            return new(JournalFaultKind.Missing, entry.Stream, before + 1, $"entry {before + 1} of {entry.Stream} is missing: the next one there is {entry.Version}");
        if (!Same(entry.PreviousHash, hashBefore))
            return Changed(entry, before == 0 ? "it does not begin the stream" : $"it does not follow entry {before}");
        if (entry.Data is null || entry.Salt is null)
        {
            if (entry.Data is not null || entry.Salt is not null || !erasures.Contains((entry.Stream, entry.Version)))
                return new(JournalFaultKind.ErasedSilently, entry.Stream, entry.Version, $"the words of entry {entry.Version} of {entry.Stream} are gone, and no erasure is recorded");
            Erased++;
        }
        else if (!Same(HashChain.Digest(entry.Salt, entry.Data), entry.Digest))
            return Changed(entry, "its data are not what was written");
        if (!Same(HashChain.Hash(entry), entry.Hash))
            return Changed(entry, "its hash does not fit it");

        Entries++;
        last = Ends[entry.Stream] = new(entry.Stream, entry.Version, entry.Hash);
        if (asked[entry.Stream].Contains(entry.Version))
            kept[(entry.Stream, entry.Version)] = entry.Hash;
        return null;
    }

    private static JournalFault Changed(JournalEntry entry, string why) =>
        new(JournalFaultKind.Changed, entry.Stream, entry.Version, $"entry {entry.Version} of {entry.Stream} was changed: {why}");

    private static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
