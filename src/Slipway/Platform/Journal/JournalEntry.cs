using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Journal;

/// <summary>An event in the journal. One act (a command id) gives one or several, numbered by <see cref="Part"/>.</summary>
public sealed record JournalEntry
{
    public required string Stream { get; init; }

    /// <summary>1 for a stream's first entry; no gaps.</summary>
    public required long Version { get; init; }

    public required Guid CommandId { get; init; }
    public required int Part { get; init; }
    public required Instant At { get; init; }

    /// <summary>When the journal took it, on this machine's clock; the order of receipt is <see cref="Version"/>.</summary>
    public required Instant Received { get; init; }

    public required string Actor { get; init; }
    public required string Type { get; init; }
    public required int TypeVersion { get; init; }

    /// <summary>Canonical JSON; null after its words were erased.</summary>
    public required string? Data { get; init; }

    /// <summary>Makes <see cref="Digest"/> useless for guessing short words; erased together with them.</summary>
    public required byte[]? Salt { get; init; }

    public required byte[] Digest { get; init; }
    public required byte[] PreviousHash { get; init; }
    public required byte[] Hash { get; init; }
}

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("journal_entries");
        builder.HasKey(entry => new { entry.Stream, entry.Version });
        builder.HasIndex(entry => new { entry.Stream, entry.CommandId, entry.Part }).IsUnique();
        builder.HasIndex(entry => entry.Received);
        builder.Property(entry => entry.Stream).HasMaxLength(JournalStore.LongestStreamName);
        builder.Property(entry => entry.Version).ValueGeneratedNever();
    }
}
