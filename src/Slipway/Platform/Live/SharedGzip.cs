using System.Buffers.Binary;
using System.IO.Compression;

namespace Slipway.Platform.Live;

/// <summary>A gzip stream out of pieces that are packed once and sent to many watchers.</summary>
/// <remarks>
/// A piece ends at a byte (RFC 1951's empty stored block) and refers to nothing before it, so that it means the same in
/// everybody's stream, whatever came before it there. The stream never ends, and so needs no checksum.
/// </remarks>
internal static class SharedGzip
{
    /// <summary>What each stream begins with (RFC 1952): no name, no time, unknown system.</summary>
    public static byte[] Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    /// <summary>Packed: costs about a millisecond for 100 kB, and memory until it is collected.</summary>
    public static byte[] Piece(ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(plain);
        deflate.Flush();
        // Before the compressor is closed, which would end the stream.
        return packed.ToArray();
    }

    /// <summary>As it is, for the few bytes that only one watcher is sent; at most 65,535.</summary>
    public static byte[] Stored(ReadOnlySpan<byte> plain)
    {
        var piece = new byte[5 + plain.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(1), checked((ushort)plain.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(3), (ushort)~plain.Length);
        plain.CopyTo(piece.AsSpan(5));
        return piece;
    }
}
