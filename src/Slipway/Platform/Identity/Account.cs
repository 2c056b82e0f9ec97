using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Platform.Identity;

/// <summary>Somebody who can sign in. What they may do in a launch is said by the launch's people, not here.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>What pages call them.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Runs the installation: makes links and tokens, may act for anybody and is journalled as doing so.</summary>
    public bool Administrator { get; set; }

    /// <summary>The language that the launch says they speak; null when it does not.</summary>
    public string? Language { get; set; }
}

/// <summary>An account is a person of a launch; somebody who helps with several launches is one in each.</summary>
public sealed class Membership
{
    public required string Launch { get; init; }
    public required string Person { get; init; }
    public required Guid AccountId { get; init; }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Account> builder) => builder.ToTable("accounts");

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("account_memberships");
        builder.HasKey(membership => new { membership.Launch, membership.Person });
        builder.HasOne<Account>().WithMany().HasForeignKey(membership => membership.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
