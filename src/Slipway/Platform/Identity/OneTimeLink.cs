using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Identity;

/// <summary>A link that lets one person set a password, once: the first administrator, or a person of a launch.</summary>
public sealed class OneTimeLink
{
    public required Guid Id { get; init; }
    public required byte[] SecretHash { get; init; }

    /// <summary>Null, as <see cref="Person"/>, for the administrator.</summary>
    public required string? Launch { get; init; }

    public required string? Person { get; init; }
    public required Instant Created { get; init; }
    public required string CreatedBy { get; init; }
    public required Instant Expires { get; init; }
    public Instant? Used { get; init; }

    public bool ForAdministrator => Launch is null;
}

internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links");
        builder.HasIndex(link => link.SecretHash).IsUnique();
        builder.HasIndex(link => new { link.Launch, link.Person });
    }
}
