using System.Globalization;

namespace Slipway.Platform.Journal;

/// <summary>
/// What is printed in packs, exports and reviews so that a later reader can prove that nothing before it was cut or
/// recomputed: a digest over all streams' heads, and how much there was, which still says something when the note of
/// the head was removed from the database too.
/// </summary>
public sealed record JournalHead(int Streams, long Entries, string Digest)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Streams}-{Entries}-{Digest}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null if it is something else.</summary>
    public static JournalHead? Parse(string text)
    {
        var parts = text.Trim().Split('-');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var streams)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            && parts[2].Length == 64 && parts[2].All(char.IsAsciiHexDigit)
            ? new(streams, entries, parts[2].ToLowerInvariant())
            : null;
    }
}
