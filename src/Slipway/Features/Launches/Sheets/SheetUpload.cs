using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Features.Launches.Sheets;

/// <summary>A spreadsheet that somebody is making a launch of, kept between the steps with what they have said so far.</summary>
public sealed class SheetUpload
{
    public required Guid Id { get; init; }

    /// <summary>Who may go on with it: nobody else.</summary>
    public required string Owner { get; init; }

    public required string FileName { get; init; }
    public required byte[] Content { get; init; }
    public required Instant Created { get; init; }

    /// <summary><see cref="SheetAnswers"/> as JSON; null before the first step was sent.</summary>
    public string? Answers { get; set; }
}

internal sealed class SheetUploadMapping : IEntityTypeConfiguration<SheetUpload>
{
    public void Configure(EntityTypeBuilder<SheetUpload> builder)
    {
        builder.ToTable("sheet_uploads");
        builder.HasIndex(upload => upload.Created);
    }
}
