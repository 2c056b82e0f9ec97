using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Slipway.Platform.Identity;

/// <summary>Lets a program act in a role, as a person or as itself.</summary>
public sealed class ApiToken
{
    public required Guid Id { get; init; }

    /// <summary>What people call it; the journal names it when it is nobody's. Two that are valid have different names.</summary>
    public required string Name { get; init; }

    public required byte[] SecretHash { get; init; }
    public required string Role { get; init; }
    public required string? Person { get; init; }

    /// <summary>The only launch that it opens; null for all.</summary>
    public required string? Launch { get; init; }

    public required Instant Created { get; init; }
    public Instant? LastUsed { get; init; }
    public Instant? Revoked { get; init; }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasIndex(token => token.SecretHash).IsUnique();
    }
}
