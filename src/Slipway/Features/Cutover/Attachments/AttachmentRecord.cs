using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Features.Cutover.Attachments;

/// <summary>The bytes of a file that was attached in a run. Who attached it, when, to what and under which name is in the journal, with the hash.</summary>
public sealed class AttachmentRecord
{
    public required Guid Run { get; init; }

    /// <summary>SHA-256 of the content in lower-case hexadecimal digits: the same file twice in a run is stored once.</summary>
    public required string Hash { get; init; }

    /// <summary>As which it is served; see <see cref="FileKinds"/>.</summary>
    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }
    public required Instant At { get; init; }
}

internal sealed class AttachmentRecordMapping : IEntityTypeConfiguration<AttachmentRecord>
{
    public void Configure(EntityTypeBuilder<AttachmentRecord> builder)
    {
        builder.ToTable("attachments");
        builder.HasKey(attachment => new { attachment.Run, attachment.Hash });
        builder.Property(attachment => attachment.Hash).HasMaxLength(64);
        builder.Property(attachment => attachment.ContentType).HasMaxLength(100);
    }
}
