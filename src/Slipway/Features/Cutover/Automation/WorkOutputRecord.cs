using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Features.Cutover.Automation;

/// <summary>What a task's automated work says while it goes on, and has said; the journal holds the fingerprint of the whole.</summary>
public sealed class WorkOutputRecord
{
    public required Guid Run { get; init; }
    public required string Task { get; init; }
    public required int Attempt { get; init; }

    /// <summary>How many times the work began in this attempt.</summary>
    public required int Begun { get; init; }

    /// <summary>Without secrets.</summary>
    public required string Text { get; set; }

    /// <summary>How far it is, 0 to 1; null where it does not say.</summary>
    public double? Progress { get; set; }

    public required Instant Updated { get; set; }
}

internal sealed class WorkOutputRecordMapping : IEntityTypeConfiguration<WorkOutputRecord>
{
    public void Configure(EntityTypeBuilder<WorkOutputRecord> builder)
    {
        builder.ToTable("work_outputs");
        builder.HasKey(output => new { output.Run, output.Task, output.Attempt, output.Begun });
        builder.Property(output => output.Task).HasMaxLength(100);
    }
}
