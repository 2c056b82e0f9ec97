using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Features.Launches;

/// <summary>A version of a launch's plan: its two texts. Versions are added and never changed; a run keeps its own.</summary>
public sealed class PlanVersionRecord
{
    public required string Launch { get; init; }

    /// <summary>From 1; together with the launch the arbiter between two who add at once.</summary>
    public required int Number { get; init; }

    public required string Hash { get; init; }
    public required string LaunchYaml { get; init; }
    public required string CutoverYaml { get; init; }
    public required Instant At { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }
}

internal sealed class PlanVersionRecordMapping : IEntityTypeConfiguration<PlanVersionRecord>
{
    public void Configure(EntityTypeBuilder<PlanVersionRecord> builder)
    {
        builder.ToTable("plan_versions");
        builder.HasKey(version => new { version.Launch, version.Number });
        builder.Property(version => version.Launch).HasMaxLength(100);
        builder.Property(version => version.Number).ValueGeneratedNever();
        builder.Property(version => version.Hash).HasMaxLength(64);
        builder.HasIndex(version => new { version.Launch, version.Hash });
    }
}
