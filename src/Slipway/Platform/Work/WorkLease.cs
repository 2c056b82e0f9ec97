using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Work;

/// <summary>Who does a piece of background work.</summary>
/// <param name="Name">The work.</param>
/// <param name="Epoch">Greater with each node that takes it: what was done under an older one comes too late.</param>
public sealed record Lease(string Name, long Epoch);

/// <summary>A lease as the database keeps it. Rows stay, so that no epoch comes twice.</summary>
internal sealed class WorkLeaseRecord
{
    public const int LongestName = 200;

    public required string Name { get; init; }
    public required string Holder { get; set; }

    /// <summary>Until then nobody else may take it, by the clock of whoever wants to.</summary>
    public required Instant Until { get; set; }

    public required long Epoch { get; set; }
}

internal sealed class WorkLeaseMapping : IEntityTypeConfiguration<WorkLeaseRecord>
{
    public void Configure(EntityTypeBuilder<WorkLeaseRecord> builder)
    {
        builder.ToTable("work_leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasMaxLength(WorkLeaseRecord.LongestName);
        builder.Property(lease => lease.Holder).HasMaxLength(100);
    }
}
