using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Features.Launches;

/// <summary>A launch: finds its versions, and says at a glance what its newest one says.</summary>
public sealed class LaunchRecord
{
    /// <summary>As in launch.yaml.</summary>
    public required string Id { get; init; }

    /// <summary>The title by language, as JSON.</summary>
    public required string Title { get; set; }

    public required Instant T0 { get; set; }

    /// <summary>Made by the program to be played with: it has a role switch instead of a sign-in.</summary>
    public bool Sample { get; init; }

    public required Instant Created { get; init; }

    /// <summary>The number of the approved version; null before one was approved.</summary>
    public int? Baseline { get; set; }

    public string? BaselineBy { get; set; }
    public Instant? BaselineAt { get; set; }
}

internal sealed class LaunchRecordMapping : IEntityTypeConfiguration<LaunchRecord>
{
    public void Configure(EntityTypeBuilder<LaunchRecord> builder)
    {
        builder.ToTable("launches");
        builder.HasKey(launch => launch.Id);
        builder.Property(launch => launch.Id).HasMaxLength(100);
    }
}
