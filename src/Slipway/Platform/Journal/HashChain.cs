using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime.Text;

namespace Slipway.Platform.Journal;

/// <summary>
/// How entries hold on to each other. A hash covers the hash before it and a salted digest of the data, so that data and
/// salt can be erased while the chain still holds. Every field is preceded by its length: no two entries read the same.
/// </summary>
internal static class HashChain
{
    public const int SaltLength = 16;
    private const string EntryForm = "slipway-journal-1";
    private const string HeadForm = "slipway-head-1";

    /// <summary>What a stream's first entry follows.</summary>
    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Digest(ReadOnlySpan<byte> salt, string data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(Encoding.UTF8.GetBytes(data));
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of an entry from all its other fields; its data only through the digest.</summary>
    public static byte[] Hash(JournalEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, EntryForm);
        Add(hash, entry.PreviousHash);
        Add(hash, entry.Stream);
        Add(hash, Text(entry.Version));
        Add(hash, entry.CommandId.ToString("D"));
        Add(hash, Text(entry.Part));
        Add(hash, InstantPattern.ExtendedIso.Format(entry.At));
        Add(hash, InstantPattern.ExtendedIso.Format(entry.Received));
        Add(hash, entry.Actor);
        Add(hash, entry.Type);
        Add(hash, Text(entry.TypeVersion));
        Add(hash, entry.Digest);
        return hash.GetHashAndReset();
    }

    /// <summary>The digest over the streams' last entries; order does not matter.</summary>
    public static byte[] Head(IEnumerable<StreamPosition> positions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, HeadForm);
        foreach (var position in positions.OrderBy(position => position.Stream, StringComparer.Ordinal))
        {
            Add(hash, position.Stream);
            Add(hash, Text(position.Version));
            Add(hash, position.Hash);
        }
        return hash.GetHashAndReset();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

/// <summary>How far a stream had come, and the hash of its entry there.</summary>
internal sealed record StreamPosition(string Stream, long Version, byte[] Hash);
