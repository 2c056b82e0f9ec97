using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Journal;

/// <summary>A head that was taken, with the streams' positions at that moment: its digest vouches for them.</summary>
internal sealed class RecordedHead
{
    /// <summary>Lower-case hexadecimal; the key.</summary>
    public required string Digest { get; init; }

    public required Instant Taken { get; init; }

    /// <summary>JSON: an array of [stream, version, hash in hexadecimal].</summary>
    public required string Positions { get; init; }

    public static async Task<JournalHead> TakeAsync(SlipwayDb db, Instant now, CancellationToken cancellation)
    {
        var positions = await db.Set<JournalEntry>().AsNoTracking()
            .Where(entry => !db.Set<JournalEntry>().Any(later => later.Stream == entry.Stream && later.Version == entry.Version + 1))
            .Select(entry => new StreamPosition(entry.Stream, entry.Version, entry.Hash))
            .ToListAsync(cancellation);
        return await NoteAsync(db, positions, now, cancellation);
    }

    /// <summary>Notes a head, unless it is noted already.</summary>
    public static async Task<JournalHead> NoteAsync(SlipwayDb db, IReadOnlyList<StreamPosition> positions, Instant now, CancellationToken cancellation)
    {
        var head = Of(positions);
        if (!await db.Set<RecordedHead>().AnyAsync(recorded => recorded.Digest == head.Digest, cancellation))
        {
            db.Add(new RecordedHead { Digest = head.Digest, Taken = now, Positions = Write(positions) });
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException) when (db.Set<RecordedHead>().Any(recorded => recorded.Digest == head.Digest))
            {
                // Another request noted the same head a moment ago.
            }
        }
        return head;
    }

    public static JournalHead Of(IReadOnlyList<StreamPosition> positions) =>
        new(positions.Count, positions.Sum(position => position.Version), Convert.ToHexStringLower(HashChain.Head(positions)));

    /// <summary>The positions; null when they are not what the digest vouches for.</summary>
    public static IReadOnlyList<StreamPosition>? Trusted(string digest, string noted)
    {
        try
        {
            var positions = JsonSerializer.Deserialize<JsonElement[][]>(noted)!
                .Select(item => new StreamPosition(item[0].GetString()!, item[1].GetInt64(), Convert.FromHexString(item[2].GetString()!)))
                .ToList();
            return Of(positions).Digest == digest ? positions : null;
        }
        catch (Exception changed) when (changed is JsonException or FormatException or InvalidOperationException or IndexOutOfRangeException or ArgumentNullException)
        {
            return null;
        }
    }

    private static string Write(IEnumerable<StreamPosition> positions) => JsonSerializer.Serialize(positions
        .OrderBy(position => position.Stream, StringComparer.Ordinal)
        .Select(position => new object[] { position.Stream, position.Version, Convert.ToHexStringLower(position.Hash) }));
}

internal sealed class RecordedHeadMapping : IEntityTypeConfiguration<RecordedHead>
{
    public void Configure(EntityTypeBuilder<RecordedHead> builder)
    {
        builder.ToTable("journal_heads");
        builder.HasKey(head => head.Digest);
        builder.Property(head => head.Digest).HasMaxLength(64);
    }
}
