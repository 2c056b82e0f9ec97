using System.Buffers.Binary;
using System.IO.Compression;

namespace Slipway.Formats.Zips;

/// <summary>How much a zip may hold.</summary>
internal sealed record ZipLimits(int Entries, long UnpackedBytes, int Ratio);

/// <summary>Why a zip is refused, and what about it.</summary>
internal sealed class ZipRefused(ZipFault fault, string detail = "") : Exception(fault.ToString())
{
    public ZipFault Fault { get; } = fault;
    public string Detail { get; } = detail;
}

internal enum ZipFault
{
    Damaged,
    Locked,
    TooManyEntries,
    TooLarge,
}

/// <summary>
/// A zip that never unpacks more than its limits say, whatever its headers claim, and whose entries are held to
/// their checksums.
/// </summary>
internal sealed class GuardedZip : IDisposable
{
    /// <summary>Under this size a high ratio is no danger: an empty sheet packs a thousandfold.</summary>
    private const long RatioCountsFrom = 4 << 20;

    private readonly ZipArchive archive;
    private readonly ZipLimits limits;
    private long unpacked;

    private GuardedZip(ZipArchive archive, ZipLimits limits)
    {
        this.archive = archive;
        this.limits = limits;
    }

    /// <summary>All entries, in the order of the zip's directory.</summary>
    public IReadOnlyList<ZipArchiveEntry> Entries => archive.Entries;

    public static GuardedZip Open(byte[] content, ZipLimits limits)
    {
        if (CountEntries(content) > limits.Entries)
            throw new ZipRefused(ZipFault.TooManyEntries, $"{limits.Entries:N0}");
        try
        {
            var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            _ = archive.Entries.Count;
            return new GuardedZip(archive, limits);
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            throw new ZipRefused(ZipFault.Damaged, "its directory cannot be read");
        }
    }

    /// <summary>The entry's bytes while they are unpacked. Reading it throws <see cref="ZipRefused"/> and nothing else.</summary>
    public Stream Read(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
            throw new ZipRefused(ZipFault.Locked, entry.FullName);
        try
        {
            return new GuardedStream(this, entry, entry.Open());
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            throw new ZipRefused(ZipFault.Damaged, $"{entry.FullName} cannot be unpacked");
        }
    }

    public void Dispose() => archive.Dispose();

    /// <summary>Counts the directory's headers by their mark, before the archive makes an object of each.</summary>
    private static int CountEntries(ReadOnlySpan<byte> content) => content.Count("PK\x01\x02"u8);

    private static bool IsDamage(Exception problem) =>
        problem is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException or InvalidOperationException;

    private sealed class GuardedStream(GuardedZip zip, ZipArchiveEntry entry, Stream inner) : Stream
    {
        private uint crc = uint.MaxValue;
        private long read;
        private bool ended;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var got = Unpack(buffer);
            if (got == 0 && buffer.Length > 0 && !ended)
            {
                ended = true;
                if (~crc != entry.Crc32 || read != entry.Length)
                    throw new ZipRefused(ZipFault.Damaged, $"{entry.FullName} is not what was packed");
            }
            read += got;
            zip.unpacked += got;
            if (zip.unpacked > zip.limits.UnpackedBytes)
                throw new ZipRefused(ZipFault.TooLarge, $"more than {zip.limits.UnpackedBytes:N0} bytes");
            if (read > RatioCountsFrom && read / zip.limits.Ratio > entry.CompressedLength)
                throw new ZipRefused(ZipFault.TooLarge, $"more than {zip.limits.Ratio} times its size");
            crc = Crc32.Add(crc, buffer[..got]);
            return got;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        private int Unpack(Span<byte> buffer)
        {
            try
            {
                return inner.Read(buffer);
            }
            catch (Exception problem) when (IsDamage(problem))
            {
                throw new ZipRefused(ZipFault.Damaged, $"{entry.FullName} cannot be unpacked");
            }
        }
    }
}

/// <summary>The checksum of zip entries (ISO 3309), which the framework's zip reader does not compare.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <param name="crc">All bits set at the start; inverted at the end.</param>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
