using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Slipway.Planning.Runs;

namespace Slipway.Features.Cutover;

/// <summary>Finds runs. What happened in them is in the journal and nowhere else; what is here of it can be made anew.</summary>
public sealed class RunRecord
{
    public required Guid Id { get; init; }
    public required string Launch { get; init; }

    /// <summary>From 1, in the launch.</summary>
    public required int Number { get; init; }

    public required RunMode Mode { get; init; }
    public required string PlanHash { get; init; }
    public required int PlanNumber { get; init; }
    public required Instant Created { get; init; }

    /// <summary>The finish as it was forecast when the run was made.</summary>
    public Instant? OpeningP10 { get; init; }

    public Instant? OpeningP50 { get; init; }
    public Instant? OpeningP90 { get; init; }

    /// <summary>Whether nothing can happen in it any more.</summary>
    public bool Over { get; set; }

    public string Stream => StreamOf(Id);

    public static string StreamOf(Guid id) => $"run:{id:N}";

    /// <summary>The run of a stream that <see cref="StreamOf"/> named.</summary>
    public static Guid IdOf(string stream) => Guid.ParseExact(stream["run:".Length..], "N");
}

internal sealed class RunRecordMapping : IEntityTypeConfiguration<RunRecord>
{
    public void Configure(EntityTypeBuilder<RunRecord> builder)
    {
        builder.ToTable("runs");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Launch).HasMaxLength(100);
        builder.Property(run => run.Mode).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(run => new { run.Launch, run.Number }).IsUnique();
        builder.HasIndex(run => run.Over);
        builder.Ignore(run => run.Stream);
    }
}
